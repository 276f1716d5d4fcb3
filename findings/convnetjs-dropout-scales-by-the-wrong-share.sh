#!/usr/bin/env bash
# convnetjs 0.3.0: for prediction, dropout multiplies by drop_prob instead of 1 - drop_prob.
#
# Expected: drop_prob: .1 drops a tenth of the neurons in training; for prediction all stay and their outputs are
#   multiplied by .9, so that the next layer is fed the same on average.
# Instead: they are multiplied by .1. The two are equal only for .5, the default and usual value, so
#   the fault is not seen there; below .5 the predicting network is too faint, above too loud.
# Seen: mean output of a layer of ones, training and prediction: .95 and .05 for drop_prob .05, .9 and .1 for .1,
#   .8 and .2 for .2, .5 and .5 for .5, .2 and .8 for .8. A softmax network trained on four points with drop_prob
#   .05: cost .035 with its masks, .607 predicting (a coin: .693). With drop_prob .5: .429 and .332.
# Not documented: the name and the training half say the share that is dropped.
# Why it matters: a search over drop_prob is drawn to .5, because all others are evaluated with wrong weights.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --prefix "$room" 'convnetjs@0.3.0'
cat > look.js <<'JS'
const assert = require('assert');
const { DropoutLayer, Net, Trainer, Vol } = require('convnetjs');
let state = 1;   // a fixed stream, so that each run sees the same masks and starts
Math.random = () => { state = (state * 48271) % 2147483647; return state / 2147483647; };

const N = 50000;
const mean = (volume) => volume.w.reduce((a, b) => a + b) / N;
for (const p of [0.05, 0.1, 0.2, 0.5, 0.8]) {
  const layer = new DropoutLayer({ in_sx: 1, in_sy: 1, in_depth: N, drop_prob: p });
  const training = mean(layer.forward(new Vol(1, 1, N, 1), true));
  const prediction = mean(layer.forward(new Vol(1, 1, N, 1), false));
  console.log(`drop_prob ${p}: mean output ${training.toFixed(3)} in training, ${prediction.toFixed(3)} for prediction`);
  assert(Math.abs(training - (1 - p)) < 0.01 && Math.abs(prediction - p) < 1e-6);
}

const points = [[1, 1, 0], [-1, -1, 0], [1, -1, 1], [-1, 1, 1]].map(([a, b, c]) => [new Vol([a, b]), c]);
for (const p of [0.05, 0.5]) {
  const net = new Net();
  net.makeLayers([{ type: 'input', out_sx: 1, out_sy: 1, out_depth: 2 },
    { type: 'fc', num_neurons: 40, activation: 'tanh', drop_prob: p }, { type: 'softmax', num_classes: 2 }]);
  const trainer = new Trainer(net, { learning_rate: 0.1, momentum: 0, batch_size: 4, l2_decay: 0 });
  for (let epoch = 0; epoch < 300; epoch++) for (const [x, c] of points) trainer.train(x, c);
  const cost = (training) => {
    let sum = 0;
    for (let k = 0; k < 500; k++) for (const [x, c] of points) sum -= Math.log(net.forward(x, training).w[c]);
    return sum / 2000;
  };
  const [masked, predicting] = [cost(true), cost(false)];
  console.log(`a network with drop_prob ${p}: cost ${masked.toFixed(3)} with masks, ${predicting.toFixed(3)} predicting`);
  assert(p === 0.05 ? predicting > 5 * masked : predicting < masked);
}
JS
node look.js
echo "As described."
