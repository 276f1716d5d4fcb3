#!/usr/bin/env bash
# tinygrad 0.14.0 (PYTHON device): loss.item() after opt.step() is the loss after the step, not the one differentiated.
#
# Expected: the loss is computed once, before the step; loss.item() shows that number whenever it is asked, as
#   in PyTorch, where training loops commonly log the loss below optimizer.step().
# Instead: a tensor is a recipe that is carried out when it is read, and step() puts the new weights into the
#   very buffer that the recipe names. Read after the step, the same loss is that of the new weights; read both
#   before and after, the same tensor gives two numbers.
# Seen: loss w * w at w = 2, rate .1: item() is 4.0 before step() and 2.56 = 1.6 * 1.6 after it. Three steps of
#   one neuron: logged .40651, .18667, .07139, where the losses before each step are .58163, .40651, .18667.
# Its quick start (a version of it) prints the loss below opt.step(), so it is easily copied; its examples write
#   loss.realize(*opt.schedule_step()), which is right, and so is reading the loss first.
# Why it matters: curves from tinygrad and from another library lie one step apart, and the first point, the
#   cost of the start, is missing; at a large rate, or with few steps, that looks like faster learning.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
python3 -m venv venv
venv/bin/pip install -q 'tinygrad==0.14.0' 'numpy==2.4.6'
DEV=PYTHON CACHEDB="$room/cache.db" venv/bin/python - <<'PY'
import numpy as np
from tinygrad import Tensor
from tinygrad.helpers import Context
from tinygrad.nn.optim import SGD

def parabola(read_first=False, together=False):
    """The loss w * w from w = 2, one step of rate .1, read in this or that order."""
    w = Tensor([2.0])
    opt = SGD([w], lr=.1)
    loss = (w * w).sum()
    loss.backward()
    first = loss.item() if read_first else None
    loss.realize(*opt.schedule_step()) if together else opt.step()
    return first, loss.item()

X, y, w0, rate = np.array([[1., 2.], [3., -1.]]), np.array([[1.], [0.]]), np.array([[.5], [-.5]]), 1.0

def by_hand(steps):
    """The loss of each step before it is taken, float64."""
    w, losses = w0.copy(), []
    for _ in range(steps):
        a = 1 / (1 + np.exp(-X @ w))
        losses.append(float(np.mean((a - y) ** 2)))
        w -= rate * X.T @ ((a - y) * a * (1 - a))
    return losses

with Context(TRAINING=1):
    both, after, together = parabola(read_first=True), parabola()[1], parabola(together=True)[1]
    print(f"read before and after: {both}; only after: {after:.4f}; realized together with the step: {together}")
    assert both[0] == 4.0 and abs(both[1] - 2.56) < 1e-6 and abs(after - 2.56) < 1e-6 and together == 4.0
    w, logged = Tensor(w0.astype(np.float32)), []
    opt = SGD([w], lr=rate)
    for _ in range(3):
        loss = ((Tensor(X.astype(np.float32)) @ w).sigmoid() - Tensor(y.astype(np.float32))).square().mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        logged.append(loss.item())
    true = by_hand(4)
    print("loss before each step", np.round(true, 5), "logged", np.round(logged, 5))
    assert np.allclose(logged, true[1:], atol=1e-5) and abs(logged[0] - true[0]) > .01
PY
echo "As described."
