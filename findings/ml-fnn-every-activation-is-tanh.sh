#!/usr/bin/env bash
# ml-fnn 5.0.0: whatever activation one asks for, the hidden neurons are tanh.
#
# Expected: activation: 'relu' gives ReLUs. The documentation lists fourteen names ('tanh', 'identity',
#   'logistic', 'relu', 'softplus' ...), three of them with a parameter.
# Instead: the constructor checks a name with "name in Object.keys(...)". In JavaScript "in" asks for an index of
#   that array, so no name is ever found, and each is replaced by 'tanh', without a word.
# Seen: from the same start, networks with nine different names have, after 200 steps, the same hidden weights to
#   the last bit; network.activation says 'tanh' for each; a hidden output is tanh(xW + b) to 1e-12.
#   In the same lines regularization: 0 becomes .01 (0 || 0.01), so "no decay" cannot be asked for either.
# Why it matters: a comparison of activation functions with this library compares one with itself, and whatever
#   difference it shows is that of the random starts.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --prefix "$room" 'ml-fnn@5.0.0' 'ml-matrix@6.12.1'
cat > look.js <<'JS'
const assert = require('assert');
const Network = require('ml-fnn');
const { Matrix } = require('ml-matrix');

const X = [[0, 0], [0, 1], [1, 0], [1, 1]];
const labels = [0, 1, 1, 0];
function trained(options) {
  let state = 7;   // the same start each time
  Math.random = () => { state = (state * 48271) % 2147483647; return state / 2147483647; };
  const network = new Network({ hiddenLayers: [3], iterations: 200, learningRate: 0.1, ...options });
  network.train(X, labels);
  return network;
}
const weights = (network) => network.model[0].W.to1DArray();

const reference = trained({ activation: 'tanh' });
for (const activation of ['identity', 'logistic', 'arctan', 'softsign', 'relu', 'softplus', 'bent', 'gaussian']) {
  const network = trained({ activation });
  console.log(`${activation}: it says ${network.activation}, hidden weights`,
    weights(network).slice(0, 3).map((w) => w.toFixed(6)).join(' '));
  assert.strictEqual(network.activation, 'tanh');
  assert.deepStrictEqual(weights(network), weights(reference));
}

const { W, b } = reference.model[0];
const hidden = reference.model[0].forward(new Matrix([[0.3, -2]]));
for (let j = 0; j < 3; j++) {
  const z = 0.3 * W.get(0, j) - 2 * W.get(1, j) + b.get(0, j);
  assert(Math.abs(hidden.get(0, j) - Math.tanh(z)) < 1e-12);
}
assert.notDeepStrictEqual(weights(trained({ learningRate: 0.2 })), weights(reference));   // other options do act

const regularization = trained({ regularization: 0 }).regularization;
console.log('hidden outputs are tanh; regularization: 0 becomes', regularization);
assert.strictEqual(regularization, 0.01);
JS
node look.js
echo "As described."
