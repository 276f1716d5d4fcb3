#!/usr/bin/env bash
# FANN 2.2.0 (Debian 12, libfann2 2.2.0+ds-8): a saturated output neuron learns faster than the formula says.
#
# Expected: with squares, sigmoid and incremental training the step is rate * (y - a) * a(1 - a): the documentation
#   gives the slope as d = 2*s*y*(1 - y) (s = .5 here). That is the learning slowdown: at z = -8 and y = 1 a
#   neuron hardly moves.
# Instead: before the slope is taken, a is cut to [.01, .99], so the slope is never below .0099. Up to |z| = 4.6
#   the step is the formula's to 1e-12; beyond, it no longer falls.
# Seen: step / formula: 1.000 at z = -2 and -4, 1.49 at -5, 4.01 at -6, 29.5 at -8, 1611 at -12, 4.8e6 at -20. The
#   step itself stays at .0099 from -8 on. And that is with the error function set to LINEAR; the default, TANH,
#   stretches the error as well: .086 at -8, 257 times the formula.
# Not documented: it takes most of the slowdown away without a word.
# Why it matters: "squares against cross-entropy" measured with FANN shows a slowdown that is smaller than in any
#   library that computes the derivative, and a gradient check against it fails.
# Needs Debian 12 on amd64; run apt-get update first.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
apt-get download -qq -o APT::Sandbox::User="$(id -un)" 'libfann2=2.2.0+ds-8'   # unpacked here, not installed
dpkg -x libfann2_*.deb .
python3 - "$(find . -name 'libdoublefann.so.2' -print -quit)" <<'PY'
import ctypes
import math
import sys
from ctypes import POINTER, Structure, c_double, c_float, c_int, c_uint, c_void_p

fann = ctypes.CDLL(sys.argv[1])
fann.fann_create_standard_array.restype = c_void_p
for name, kind in dict(training_algorithm=c_int, train_error_function=c_int, activation_function_output=c_int,
                       activation_steepness_output=c_double, learning_rate=c_float).items():
    getattr(fann, "fann_set_" + name).argtypes = [c_void_p, kind]
fann.fann_set_weight.argtypes = [c_void_p, c_uint, c_uint, c_double]
fann.fann_train.argtypes = [c_void_p, POINTER(c_double), POINTER(c_double)]
fann.fann_get_connection_array.argtypes = [c_void_p, c_void_p]
fann.fann_destroy.argtypes = [c_void_p]
INCREMENTAL, LINEAR, TANH, SIGMOID = 0, 0, 1, 3

class Connection(Structure):
    _fields_ = [("start", c_uint), ("end", c_uint), ("weight", c_double)]

def step(z, error_function=LINEAR):
    """One neuron whose input is 1 and whose weight is z, taught 1 once: how far the weight goes."""
    net = fann.fann_create_standard_array(2, (c_uint * 2)(1, 1))
    fann.fann_set_training_algorithm(net, INCREMENTAL)
    fann.fann_set_train_error_function(net, error_function)
    fann.fann_set_activation_function_output(net, SIGMOID)
    fann.fann_set_activation_steepness_output(net, .5)
    fann.fann_set_learning_rate(net, 1.0)
    fann.fann_set_weight(net, 0, 2, z)
    fann.fann_set_weight(net, 1, 2, 0.0)   # the bias
    fann.fann_train(net, (c_double * 1)(1.0), (c_double * 1)(1.0))
    connections = (Connection * 2)()
    fann.fann_get_connection_array(net, connections)
    fann.fann_destroy(net)
    return connections[0].weight - z

for z in (2, 0, -2, -4, -5, -6, -8, -12, -20):
    a = 1 / (1 + math.exp(-z))
    formula, cut = (1 - a) * a * (1 - a), min(max(a, .01), .99)
    print(f"z {z:3}: step {step(z):.6f}, formula {formula:.6f}, ratio {step(z) / formula:.4g}; TANH {step(z, TANH):.4f}")
    assert abs(step(z) - (1 - a) * cut * (1 - cut)) < 1e-9
a = 1 / (1 + math.exp(8))
assert 29 < step(-8) / ((1 - a) ** 2 * a) < 30 and .08 < step(-8, TANH) < .09
PY
echo "As described."
