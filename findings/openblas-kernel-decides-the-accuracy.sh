#!/usr/bin/env bash
# OpenBLAS 0.3.31 and 0.3.30 (in the wheels of NumPy 2.4.6 and SciPy 1.17.1), scikit-learn 1.9.1: the kernel picked
# for the processor changes the accuracy of a network, with the same wheels, the same seed and one thread.
#
# Expected: pinned wheels, random_state and one thread give the same network on every machine of one kind; kernels
#   differ in the last bits, which nobody sees.
# Instead: the last bits of the first product differ, training at a large rate multiplies the difference at each
#   step, and the result is another network. The wheels hold a kernel for each family of processors and choose at
#   import. OPENBLAS_CORETYPE makes the same choice by hand, so one machine can show it.
# Seen: digits in float32, four layers of 64 ReLUs, rate .1, momentum .9, 10 epochs; test accuracy for seeds 0 to 5
#   with Haswell: .737 .907 .903 .824 .902 .719, with Sandybridge: .849 .921 .627 .890 .893 .792. Each repeats
#   exactly; between them 71 to 298 of 797 predictions differ. The means, .832 and .829, hardly do.
# The numbers depend on the processor (NumPy chooses code of its own too); that they differ does not.
# Why it matters: a seed makes a run repeatable on one kind of processor only. A difference of some percent between
#   two single runs on two machines may be the kernel: compare means over seeds, or fix OPENBLAS_CORETYPE.
# Needs x86-64 with AVX2, and Linux (/proc/cpuinfo).
set -euo pipefail
grep -qw avx2 /proc/cpuinfo || { echo "This needs an x86-64 processor with AVX2."; exit 2; }
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
python3 -m venv venv
venv/bin/pip install -q 'scikit-learn==1.9.1' 'numpy==2.4.6' 'scipy==1.17.1' 'threadpoolctl==3.8.0'
cat > train.py <<'PY'
import sys
import numpy as np
from sklearn.datasets import load_digits
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_info, threadpool_limits

kernel, name = sys.argv[1:]
blas = [pool for pool in threadpool_info() if pool["internal_api"] == "openblas"]
assert blas and all(pool["architecture"] == kernel for pool in blas), blas   # the choice took effect
X, y = load_digits(return_X_y=True)
X = (X / 16).astype(np.float32)
predictions = []
with threadpool_limits(1):
    for seed in range(6):
        net = MLPClassifier((64,) * 4, solver="sgd", learning_rate_init=.1, momentum=.9, batch_size=32, max_iter=10,
                            random_state=seed, n_iter_no_change=1000)
        predictions.append(net.fit(X[:1000], y[:1000]).predict(X[1000:]))
right = np.array(predictions) == y[1000:]
print(f"{kernel:12}", " ".join(f"{share:.3f}" for share in right.mean(axis=1)), f" mean {right.mean():.3f}")
np.savez(name, predictions=predictions, accuracy=right.mean(axis=1))
PY
export OPENBLAS_NUM_THREADS=1
for run in Haswell Sandybridge Haswell-again; do
    OPENBLAS_CORETYPE=${run%-again} venv/bin/python -W ignore train.py "${run%-again}" "$run.npz"
done
venv/bin/python - <<'PY'
import numpy as np
first, other, again = (np.load(f"{name}.npz") for name in ("Haswell", "Sandybridge", "Haswell-again"))
differ = (first["predictions"] != other["predictions"]).sum(axis=1)
gap = np.abs(first["accuracy"] - other["accuracy"])
print("other predictions, of 797:", differ, " largest gap in accuracy:", round(float(gap.max()), 3))
assert (first["predictions"] == again["predictions"]).all()
assert (differ > 0).sum() >= 4 and gap.max() > .02
PY
echo "As described."
