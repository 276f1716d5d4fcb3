#!/usr/bin/env bash
# scikit-learn 1.9.1, MLPClassifier: alpha is divided by the size of each mini-batch, the last short one too.
#
# Expected: one more training example changes next to nothing. The documentation says that the L2 term
#   "is divided by the sample size when added to the loss", which one reads as: by n, for every step alike.
# Instead: "sample size" is that of the mini-batch in hand. Where n is not a multiple of batch_size, the last
#   mini-batch of each epoch shrinks the weights more than the others; if it holds a single example,
#   batch_size times as much.
# Seen: all inputs 0 (so that only the penalty moves the first weights), rate .5, alpha 1, batch_size 100;
#   after one epoch every weight is multiplied by .995 for n = 100 and by .4975 for n = 101:
#   (1 - .5/100)(1 - .5/1), where a division by n would give .990. On handwritten digits, 60 epochs,
#   the same settings: n = 1000 reads 88 % of unseen digits, n = 1001 reads 10 % (chance).
# Why it matters: two runs with the same alpha, one on a subset or with an early_stopping hold-out, do not have
#   the same penalty: n mod batch_size decides. Choose a batch_size that divides n.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
python3 -m venv venv
venv/bin/pip install -q 'scikit-learn==1.9.1' 'numpy==2.4.6' 'scipy==1.17.1'
venv/bin/python -W ignore - <<'PY'
import numpy as np
from sklearn.datasets import load_digits
from sklearn.neural_network import MLPClassifier

def network(**other):
    return MLPClassifier((30,), activation="logistic", solver="sgd", learning_rate_init=.5, momentum=0,
                         alpha=1, batch_size=100, n_iter_no_change=1000, random_state=0, **other)

def factor(n):
    """By what one epoch multiplies a weight that no example can move."""
    X, y = np.zeros((n, 4)), np.arange(n) % 2
    before = network(max_iter=1).set_params(learning_rate_init=1e-300).fit(X, y).coefs_[0]
    after = network(max_iter=1).fit(X, y).coefs_[0]
    assert np.ptp(after / before) < 1e-12
    return float((after / before).mean())

for n in (100, 101, 102, 200):
    rest = n % 100
    sizes = [100] * (n // 100) + [rest] * (rest > 0)
    own, whole = (np.prod([1 - .5 / d for d in divisors]) for divisors in (sizes, [n] * len(sizes)))
    print(f"n {n}: mini-batches {sizes}, weights x {factor(n):.4f}; by the mini-batch {own:.4f}, by n {whole:.4f}")
    assert abs(factor(n) - own) < 1e-9
assert .497 < factor(101) < .498 and .994 < factor(100) < .996

X, y = load_digits(return_X_y=True)
X = X / 16
score = {n: network(max_iter=60).fit(X[:n], y[:n]).score(X[1200:], y[1200:]) for n in (1000, 1001, 1100)}
print("digits read after 60 epochs:", {n: f"{share:.1%}" for n, share in score.items()})
assert score[1000] > .8 and score[1100] > .8 and score[1001] < .2
PY
echo "As described."
