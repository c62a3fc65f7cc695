// Who stands above whom in each column, and at what height.

import { GRID, LANE_FOOT, LANE_TOP } from "./shapes.js";

/** What one crossing is worth in pixels of height that a line climbs. */
const CROSSING = 60;
/** Times that a picture is swept; links and items to look at while neighbours are tried the other way round. */
const TURNS = 6;
const EFFORT = 300_000;
/** Items up to which a picture is small enough to be searched from several starts. */
const SMALL = 500;

/** Heights of all items of a plan, multiples of the grid apart from an offset that all share, and the lanes' bands. */
export function settled(plan) {
  const cells = cellsOf(plan);
  const bands = bandsOf(plan, cells);
  const starts = [[true, false], [false, true], [false, false], [true, true]];
  const tried = starts.slice(0, plan.column.length < SMALL ? starts.length : 1);
  const runs = tried.map(([turned, back]) => new Search(plan, cells, bands, turned, back));
  for (const run of runs) run.sweep(TURNS);
  const best = runs.reduce((one, other) => (other.cost() < one.cost() ? other : one));
  best.finish();
  const snap = (height, half) => GRID * Math.floor((height - half) / GRID + 0.5) + half;
  return { y: best.y.map((height, item) => snap(height, plan.size[item] / 2)), bands };
}

/** Items by column and lane, from left to right. */
function cellsOf(plan) {
  const cells = new Map();
  plan.column.forEach((column, item) => {
    const key = column * 1000 + plan.lane[item];
    if (!cells.has(key)) cells.set(key, { column, lane: plan.lane[item], items: [] });
    cells.get(key).items.push(item);
  });
  return [...cells].sort(([a], [b]) => a - b).map(([, cell]) => cell);
}

function bandsOf(plan, cells) {
  const tall = plan.lanes.map(() => 0);
  for (const { lane, items } of cells) {
    tall[lane] = Math.max(tall[lane], items.reduce((sum, item) => sum + plan.size[item], 0));
  }
  const head = plan.lanes.length > 1 ? LANE_TOP : LANE_FOOT;
  let top = 0;
  return tall.map((height) => {
    const low = top + head;
    top = low + height + LANE_FOOT;
    return { top: low - head, low, high: low + height, bottom: top };
  });
}

/** One run from one start: heights and the order of the cells change until nothing gains any more. */
class Search {
  constructor(plan, cells, bands, turned, back) {
    Object.assign(this, { plan, bands, back, y: plan.column.map(() => 0), want: plan.column.map(() => 0), effort: 0 });
    this.ends = new Float64Array(plan.right.reduce((sum, right) => sum + right.length, 1));
    const byRank = (a, b) => (turned ? -1 : 1) * (plan.rank[a] - plan.rank[b]);
    this.cells = cells.map((cell) => ({ ...cell, items: [...cell.items].sort(byRank) }));
    this.columns = plan.ticks.map((_, column) => this.cells.filter((cell) => cell.column === column));
    for (const cell of this.cells) this.put(cell);
  }

  /** Tries near items the other way round until nothing gains any more, then draws lines level. */
  finish() {
    this.effort = EFFORT;
    while (this.cells.reduce((gained, cell) => gained + this.improve(cell), 0)) this.straighten(TURNS / 4);
    this.straighten(TURNS, true);
  }

  /** Orders the columns by their neighbours', forth and back, keeps the best seen, and draws near what is linked. */
  sweep(times) {
    const keep = () => ({ y: [...this.y], orders: this.cells.map((cell) => cell.items), cost: this.cost() });
    const { left, right } = this.plan;
    let best = keep();
    for (let turn = 0; turn < times; turn += 1) {
      const back = this.back !== Boolean(turn % 2);
      for (const cell of back ? [...this.cells].reverse() : this.cells) {
        this.pull(cell, back ? [right] : [left]);
        cell.items = [...cell.items].sort((a, b) => this.want[a] - this.want[b]);
        this.put(cell);
      }
      if (this.cost() < best.cost) best = keep();
    }
    this.y = best.y;
    this.cells.forEach((cell, i) => { cell.items = best.orders[i]; });
    this.straighten(times / 2);
  }

  /** Moves items between their neighbours without changing any order; if `sharp`, level with the nearest. */
  straighten(times, sharp = false) {
    const sides = [this.plan.left, this.plan.right];
    for (let turn = 0; turn < times; turn += 1) {
      for (const cell of turn % 2 ? [...this.cells].reverse() : this.cells) {
        this.pull(cell, sides, sharp);
        this.put(cell);
      }
    }
  }

  /** Tries near items of a cell the other way round and keeps what gains; returns how many did. */
  improve(cell) {
    let gained = 0;
    for (const distance of [1, 2, 3]) {
      for (let i = 0; i + distance < cell.items.length && this.effort > 0; i += 1) {
        gained += this.swap(cell, i, i + distance);
      }
    }
    return gained;
  }

  swap(cell, i, j) {
    const before = cell.items;
    const heights = before.map((item) => this.y[item]);
    const least = this.near(cell.column);
    cell.items = [...before];
    [cell.items[i], cell.items[j]] = [before[j], before[i]];
    this.pull(cell, [this.plan.left, this.plan.right]);
    this.put(cell);
    this.effort -= 2 * before.length;
    if (this.near(cell.column) < least - 1) return 1;
    cell.items = before;
    before.forEach((item, k) => { this.y[item] = heights[k]; });
    return 0;
  }

  /**
   * Gives a cell the heights nearest to those wanted that keep its order, its distances and its band: least squares
   * under an order, by pooling adjacent violators (Ayer et al. 1955).
   */
  put({ items, lane }) {
    const { want, plan: { size, nodes } } = this;
    const pools = [];
    let offset = 0;
    const halves = items.map((item) => {
      const half = offset + size[item] / 2;
      offset += size[item];
      let pool = { weight: item >= nodes ? 4 : 1, mean: want[item] - half, n: 1 };
      while (pools.length && pools[pools.length - 1].mean > pool.mean) pool = pooled(pools.pop(), pool);
      pools.push(pool);
      return half;
    });
    const { low, high } = this.bands[lane];
    let i = 0;
    for (const { mean, n } of pools) {
      const start = Math.min(Math.max(mean, low), high - offset);
      for (let k = 0; k < n; k += 1, i += 1) this.y[items[i]] = start + halves[i];
    }
  }

  /** Each item wants the mean height of its neighbours on some sides. */
  pull({ items }, sides, sharp = false) {
    const { y, want } = this;
    for (const item of items) {
      let [total, weights] = [0, 0];
      for (const side of sides) {
        for (const other of side[item]) {
          const weight = this.weight(item, other, side, sharp);
          total += weight * y[other];
          weights += weight;
        }
      }
      want[item] = weights ? total / weights : y[item];
    }
  }

  /** Tracks count more, so that lines climb once, then run level; other lanes less; if `sharp`, what is near more. */
  weight(item, other, side, sharp) {
    const { lane, nodes, right } = this.plan;
    let weight = other >= nodes ? 3 : 1;
    if (lane[item] !== lane[other]) weight /= 4;
    else if (item >= nodes && side === right) weight *= 4;
    return sharp ? weight / (5 + Math.abs(this.y[item] - this.y[other])) : weight;
  }

  /** Crossings between columns and what lines climb there. */
  cost() {
    return this.columns.reduce((sum, _, column) => sum + this.between(column), 0);
  }

  near(column) {
    return this.between(column - 1) + this.between(column);
  }

  /** Items stand in order of height, so what a link crosses of those before it is what ends below it. */
  between(column) {
    const { y, ends, plan: { right } } = this;
    let [climbed, crossed, n] = [0, 0, 0];
    for (const { items } of this.columns[column] || []) {
      for (const item of items) {
        const before = n;
        for (const other of right[item]) {
          climbed += Math.abs(y[item] - y[other]);
          crossed += before - upTo(ends, before, y[other]);
        }
        for (const other of right[item]) n = inserted(ends, n, y[other]);
      }
    }
    this.effort -= n;
    return CROSSING * crossed + climbed;
  }
}

/** How many of the first `n` sorted values are at most `value`. */
function upTo(values, n, value) {
  let [low, high] = [0, n];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function inserted(values, n, value) {
  const at = upTo(values, n, value);
  values.copyWithin(at + 1, at, n);
  values[at] = value;
  return n + 1;
}

function pooled(one, other) {
  const weight = one.weight + other.weight;
  return { weight, mean: (one.weight * one.mean + other.weight * other.mean) / weight, n: one.n + other.n };
}
