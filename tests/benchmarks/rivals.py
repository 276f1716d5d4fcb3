"""What the trainer is compared with: the bare products, a step by hand, and PyTorch."""

import numpy as np

try:
    import torch
except ImportError:
    torch = None


def five_products(n_inputs, hidden, n_outputs, m):
    """Return a function that does just the matrix products of a step, biases included."""
    rng = np.random.default_rng(0)
    x, a = (rng.random((m, size + 1), dtype=np.float32) for size in (n_inputs, hidden))
    W1 = rng.random((n_inputs + 1, hidden), dtype=np.float32)
    W2 = rng.random((hidden + 1, n_outputs), dtype=np.float32)
    d1, d2 = (rng.random((m, size), dtype=np.float32) for size in (hidden, n_outputs))
    out1, out2, back, G1, G2 = (np.empty_like(array) for array in (d1, d2, d1, W1, W2))

    def run(steps):
        for _ in range(steps):
            np.dot(x, W1, out1)
            np.dot(a, W2, out2)
            np.dot(d2, W2[:-1].T, back)
            np.dot(a.T, d2, G2)
            np.dot(x.T, d1, G1)

    return run


def bare_network(X, Y, hidden, m, eta):
    """Return a function that trains one network (sigmoid, cross-entropy) in place, 2-D only.

    Written by hand for just this network: no options, no checks, no divergence, no seeds.
    """
    rng, (n, n_inputs), n_outputs = np.random.default_rng(0), X.shape, Y.shape[1]
    W1 = (rng.standard_normal((n_inputs, hidden)) / n_inputs**0.5).astype(np.float32)
    W2 = (rng.standard_normal((hidden, n_outputs)) / hidden**0.5).astype(np.float32)
    b1, b2 = np.zeros(hidden, np.float32), np.zeros(n_outputs, np.float32)
    z1, z2 = np.empty((m, hidden), np.float32), np.empty((m, n_outputs), np.float32)
    back, G1, G2 = np.empty_like(z1), np.empty_like(W1), np.empty_like(W2)
    rate, half = np.float32(eta / m), np.float32(0.5)

    def run(steps):
        order = rng.permutation(n)
        for step in range(steps):
            chosen = order[step * m % n : step * m % n + m]
            x, y = X[chosen], Y[chosen]
            np.dot(x, W1, z1)
            np.add(z1, b1, z1)
            np.multiply(z1, half, z1)
            np.tanh(z1, z1)
            np.multiply(z1, half, z1)
            np.add(z1, half, z1)
            np.dot(z1, W2, z2)
            np.add(z2, b2, z2)
            np.multiply(z2, half, z2)
            np.tanh(z2, z2)
            np.multiply(z2, half, z2)
            np.add(z2, half, z2)
            np.subtract(z2, y, z2)
            np.multiply(z2, rate, z2)
            np.dot(z2, W2.T, back)
            np.multiply(back, z1, back)
            np.multiply(back, 1 - z1, back)
            np.dot(z1.T, z2, G2)
            np.dot(x.T, back, G1)
            np.subtract(W2, G2, W2)
            np.subtract(W1, G1, W1)
            np.subtract(b2, z2.sum(axis=0), b2)
            np.subtract(b1, back.sum(axis=0), b1)

    return run


def torch_network(X, Y, hidden, m, eta):
    """Return a function that trains the same network with PyTorch, or None where it is missing."""
    if torch is None:
        print("PyTorch is not installed: its line is left out.")
        return None
    torch.set_num_threads(1)
    torch.manual_seed(0)
    X, Y = torch.from_numpy(X), torch.from_numpy(Y)
    model = torch.nn.Sequential(
        torch.nn.Linear(X.shape[1], hidden), torch.nn.Sigmoid(), torch.nn.Linear(hidden, Y.shape[1])
    )
    optimizer = torch.optim.SGD(model.parameters(), lr=eta / m)
    cost = torch.nn.BCEWithLogitsLoss(reduction="sum")

    def run(steps):
        order = torch.randperm(len(X))
        for step in range(steps):
            chosen = order[step * m % len(X) :][:m]
            optimizer.zero_grad()
            cost(model(X[chosen]), Y[chosen]).backward()
            optimizer.step()

    return run
