#!/usr/bin/env bash
# mlxtend 0.25.0, MultiLayerPerceptron: predict_proba returns softmax(softmax(z)), so no class is ever sure.
#
# Expected: predict_proba gives the network's own outputs, the softmax that the cost was computed from.
# Instead: it takes those outputs, which already sum to 1, and sends them through softmax once more. The shares
#   still sum to 1 and keep their order, so accuracy shows nothing; but none of K shares can be above
#   e / (e + K - 1): .731 for two classes, .576 for three, .232 for ten, however sure the network is.
# Seen: three well-apart clouds, every example right, the cost of the outputs .000: the shares of the right class
#   lie at .576, and their logarithm gives a cost of .551. The softmax computed from w_ and b_ by hand agrees with
#   predict_proba only after a second softmax (then to 1e-12).
# The docstring says class probabilities. The last value of _feedforward(X) is the right one.
# Why it matters: log-likelihood, calibration, thresholds, KL or an ensemble's mean from predict_proba compare
#   a network that is always about 58 % sure with others that are not.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
python3 -m venv venv
venv/bin/pip install -q 'mlxtend==0.25.0' 'numpy==2.4.6' 'scipy==1.17.1' 'scikit-learn==1.9.1' 'pandas==3.1.1'
venv/bin/python - <<'PY'
import numpy as np
from mlxtend.classifier import MultiLayerPerceptron

def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)

for K in (2, 3, 10):
    rng = np.random.default_rng(0)
    angle = 2 * np.pi * np.arange(K) / K
    y = np.repeat(np.arange(K), 30)
    X = np.column_stack([np.cos(angle), np.sin(angle)])[y] * 2 + rng.normal(0, .05, (len(y), 2))
    net = MultiLayerPerceptron(hidden_layers=[20], eta=.02, epochs=3000, minibatches=1, random_seed=1).fit(X, y)
    hidden = 1 / (1 + np.exp(-(X @ net.w_["1"] + net.b_["1"])))
    outputs = softmax(hidden @ net.w_["out"] + net.b_["out"])
    shares = net.predict_proba(X)
    right = np.arange(len(y)), y
    bound = np.e / (np.e + K - 1)
    print(f"{K:2} classes: accuracy {np.mean(net.predict(X) == y):.2f}; right class by hand {outputs[right].mean():.3f}, "
          f"by predict_proba {shares[right].mean():.3f}, bound {bound:.3f}; "
          f"cost {-np.log(outputs[right]).mean():.3f} against {-np.log(shares[right]).mean():.3f}")
    assert np.abs(shares - softmax(outputs)).max() < 1e-12
    assert shares.max() < bound + 1e-12 and np.mean(net.predict(X) == y) == 1
    assert outputs[right].mean() > .9 and abs(shares[right].mean() - bound) < .05
PY
echo "As described."
