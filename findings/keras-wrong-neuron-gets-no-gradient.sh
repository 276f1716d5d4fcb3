#!/usr/bin/env bash
# Keras 3.15.1 (JAX 0.10.2 backend, CPU): sigmoid output + BinaryCrossentropy gives a badly wrong neuron no gradient.
#
# Expected: the gradient of the cross-entropy by z is a - y, so the more a neuron errs the faster it learns:
#   that is why one pairs this cost with a sigmoid. A neuron at z = 17 that should say 0 learns with slope 1.
# Instead: from_logits=False (the default) cuts a to [1e-7, 1 - 1e-7] before it takes the logarithm, and behind
#   the cut the slope is exactly 0: for y = 1 below z = -16.12, for y = 0 above 16.63. There the neuron is stuck
#   for ever, with a loss of 16 that does not move. From 15.55 to 16.63, where a in float32 *is* the cut, the
#   slope is halved.
# Seen: y = 0: slope 1.000 at z = 15, .500 at 16, 0 at 17 and 20; y = 1: 1.000 at -16, 0 at -17 and -20. After
#   100 steps of size 1 from z = 20 nothing has moved. A linear output with from_logits=True: 1.000 everywhere.
# Documented as a recommendation ("more numerically stable"), not as a dead zone; the neuron that is most wrong
#   is the one that never learns.
# Why it matters: a run from a bad start, or with a large rate, can stand still in Keras where another library
#   (or the same network with from_logits=True) learns; the loss shows a plateau and no warning.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
python3 -m venv venv
venv/bin/pip install -q 'keras==3.15.1' 'jax==0.10.2' 'jaxlib==0.10.2' 'numpy==2.4.6'
KERAS_HOME="$room" KERAS_BACKEND=jax JAX_PLATFORMS=cpu TF_CPP_MIN_LOG_LEVEL=2 venv/bin/python - <<'PY'
import keras
import numpy as np

def moved(z, y, logits, steps=1):
    """How far the bias of one neuron at z has gone, down the cost, after steps of size 1."""
    net = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, activation=None if logits else "sigmoid")])
    net.set_weights([np.zeros((1, 1)), np.array([z])])
    net.compile(keras.optimizers.SGD(1.0), keras.losses.BinaryCrossentropy(from_logits=logits))
    for _ in range(steps):
        net.train_on_batch(np.zeros((1, 1)), np.array([[y]]))
    return z - float(net.get_weights()[1][0])

print("     z  y   a - y   sigmoid + BCE   from_logits")
for z in (-20., -17., -16., -5., 0., 5., 15., 16., 17., 20.):
    y = float(z < 0)
    a = 1 / (1 + np.exp(-z))
    plain, logits = moved(z, y, False), moved(z, y, True)
    print(f"{z:6} {y:2.0f} {a - y:7.3f} {plain:15.3f} {logits:13.3f}")
    assert abs(logits - (a - y)) < 1e-4
    if abs(z) > 16.7:
        assert plain == 0
    elif z != 16:
        assert abs(plain - (a - y)) < 1e-4
    else:
        assert abs(plain - .5) < 1e-3

stuck, free = moved(20., 0., False, 100), moved(20., 0., True, 100)
print(f"100 steps from z = 20, y = 0: sigmoid + BCE moves z by {stuck}, from_logits by {free:.1f}")
assert stuck == 0 and free > 20
PY
echo "As described."
