#!/usr/bin/env bash
# Vega-Lite 6.5.0 on Vega 6.4.0: a 0 on a logarithmic axis is drawn at the top edge, where the largest value is.
#
# Expected: log 0 is minus infinity: the point is left out, or lies at the bottom, or there is a warning.
# Instead: its position is NaN, and the drawing takes NaN for pixel 0, which is the top of the plot. With a domain
#   given there is no warning. Without one the domain begins at the 0, Vega warns once, and *every* point is
#   drawn on the top edge.
# Seen: a plot of 300 pixels, domain .001 to 1, values 1, .1, .01, .001, 0: y = 0, 100, 200, 300 and 0 in the path
#   of the SVG, so the last value looks like 1. With clamp: true it is 300. null gives a gap. Without a domain
#   all five are at 0.
# Known to the project for the case without a domain (vega issue 1334); that a given domain does not help is easily
#   missed. Send null for a 0, or clamp.
# Why it matters: an error rate or a loss that has reached exactly 0 is the best that a run can show, and its curve
#   leaps to the worst value of the chart.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --prefix "$room" 'vega@6.4.0' 'vega-lite@6.5.0'
cat > look.mjs <<'JS'
import assert from 'assert';
import * as vega from 'vega';
import { compile } from 'vega-lite';

async function heights(last, scale) {
  const values = [1, 0.1, 0.01, 0.001, last].map((loss, epoch) => ({ epoch, loss }));
  const spec = compile({
    width: 400, height: 300, data: { values }, mark: 'line',
    encoding: {
      x: { field: 'epoch', type: 'quantitative' },
      y: { field: 'loss', type: 'quantitative', scale: { type: 'log', ...scale } },
    },
  }).spec;
  const warnings = [];
  const logger = vega.logger(vega.Warn);
  logger.warn = (...words) => { warnings.push(words.join(' ')); return logger; };
  const svg = await new vega.View(vega.parse(spec), { renderer: 'none', logger }).toSVG();
  const path = svg.match(/aria-roledescription="line mark" d="([^"]*)"/)[1];
  return { y: path.match(/[ML][^ML]*/g).map((step) => Math.round(Number(step.split(',')[1]))), warnings };
}

const domain = [0.001, 1];
for (const [what, last, scale, y, warned] of [
  ['domain given', 0, { domain }, [0, 100, 200, 300, 0], false],
  ['domain given, clamp', 0, { domain, clamp: true }, [0, 100, 200, 300, 300], false],
  ['domain given, null', null, { domain }, [0, 100, 200, 300], false],
  ['no domain', 0, {}, [0, 0, 0, 0, 0], true],
]) {
  const seen = await heights(last, scale);
  console.log(`${what}: pixels from the top ${seen.y.join(' ')}; warnings: ${seen.warnings.join('; ') || 'none'}`);
  assert.deepStrictEqual(seen.y, y);
  assert.strictEqual(seen.warnings.length > 0, warned);
}
JS
node look.mjs
echo "As described."
