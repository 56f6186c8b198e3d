/* Draws the charts of the page from the embedded data. Everything else on the page works without this script. */
(() => {
  'use strict';

  const root = document.documentElement;
  const source = document.getElementById('data');
  const endpoints = source ? JSON.parse(source.textContent) : {};
  const colour = name => getComputedStyle(root).getPropertyValue('--' + name).trim();
  const drawn = [];

  const millis = v => v == null ? '-' : (v >= 100 || Number.isInteger(v) ? Math.round(v) : v.toFixed(1)) + ' ms';
  const perSecond = v => v == null ? '-' : v.toFixed(1) + '/s';
  const percent = v => v == null ? '-' : v.toFixed(v < 1 ? 2 : 1) + ' %';

  /* ---- what all charts share ---- */

  const axis = (more = {}) => ({
    stroke: () => colour('muted'),
    grid: { stroke: () => colour('line'), width: 1 },
    ticks: { stroke: () => colour('line'), width: 1, size: 4 },
    font: '12px system-ui, sans-serif',
    ...more,
  });
  const xAxis = more => axis({ size: 34, ...more });
  const yAxis = unit => axis({ size: 58, values: (u, all) => all.map(v => v == null ? '' : v + unit) });
  const line = (label, name, more = {}) => ({ label, stroke: () => colour(name), width: 2, points: { show: false }, ...more });
  const fromZero = (u, low, high) => [0, high > 0 ? high * 1.06 : 1];

  /* A line of the tooltip per series, under a heading with the position on the x axis. */
  function tooltip(describe) {
    let tip;
    return {
      hooks: {
        init: u => {
          tip = document.createElement('div');
          tip.className = 'tip';
          tip.hidden = true;
          tip.setAttribute('role', 'status');
          u.over.appendChild(tip);
        },
        setCursor: u => {
          const index = u.cursor.idx;
          tip.hidden = index == null || u.cursor.left < 0;
          if (tip.hidden) return;
          const [heading, ...rows] = describe(index);
          const bold = document.createElement('b');
          bold.textContent = heading;
          tip.replaceChildren(bold, ...rows.map(text => {
            const row = document.createElement('span');
            row.textContent = text;
            return row;
          }));
          const left = u.cursor.left;
          const width = tip.offsetWidth;
          tip.style.left = Math.max(0, left + 14 + width > u.over.clientWidth ? left - width - 14 : left + 14) + 'px';
          tip.style.top = '6px';
        },
      },
    };
  }

  /* Draws in canvas pixels beneath the series, clipped to the plot. */
  function beneath(paint) {
    return {
      hooks: {
        drawAxes: u => {
          const { ctx, bbox } = u;
          ctx.save();
          ctx.beginPath();
          ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
          ctx.clip();
          ctx.lineWidth = devicePixelRatio * 1.5;
          paint(u, ctx, bbox);
          ctx.restore();
        },
      },
    };
  }

  function stroke(ctx, name, dash, x0, y0, x1, y1) {
    ctx.strokeStyle = colour(name);
    ctx.setLineDash(dash.map(d => d * devicePixelRatio));
    ctx.beginPath();
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    ctx.stroke();
    ctx.setLineDash([]);
  }

  const horizontal = (u, ctx, bbox, y, name, dash) => {
    const at = u.valToPos(y, 'y', true);
    stroke(ctx, name, dash, bbox.left, at, bbox.left + bbox.width, at);
  };

  /* ---- the kinds of chart ---- */

  const kinds = {

    /* Response time by percentile, on the axis of HdrHistogram's plots: each decade of it is one more nine. */
    curve({ curve, commonNames: [baseline, candidate] }) {
      const x = curve.candidate.map((_, i) => i / curve.perDecade);
      const name = v => {
        const share = 100 * (1 - 10 ** -v);
        return (v < 1.5 ? share.toFixed(share % 1 > .05 ? 1 : 0) : share.toFixed(Math.max(0, Math.ceil(v) - 2))) + ' %';
      };
      const marks = [0, Math.log10(2), 1, Math.log10(20), 2, 3, 4, 5, 6, 7, 8];
      return {
        data: [x, curve.baseline, curve.candidate],
        scales: { x: { time: false }, y: { range: fromZero } },
        axes: [xAxis({ splits: () => marks.filter(m => m <= x[x.length - 1]), space: 0,
          filter: (u, all) => all.map(m => u.width > 560 || m === 0 || m >= 1 && Number.isInteger(m) ? m : null),
          values: (u, all) => all.map(m => m == null ? '' : name(m)) }), yAxis(' ms')],
        series: [{}, line(baseline, 'baseline', { dash: [6, 4] }), line(candidate, 'candidate')],
        plugins: [
          beneath((u, ctx, bbox) => {
            const at = u.valToPos(Math.log10(20), 'x', true);
            stroke(ctx, 'muted', [2, 3], at, bbox.top, at, bbox.top + bbox.height);
          }),
          tooltip(i => [name(x[i]) + ' are no slower than', candidate + ' ' + millis(curve.candidate[i]), baseline + ' ' + millis(curve.baseline[i])]),
        ],
      };
    },

    histogram({ histogram: h, commonNames: [baseline, candidate] }) {
      const edges = [...h.candidate.map((_, i) => h.from + i * h.width), h.from + h.candidate.length * h.width];
      const steps = uPlot.paths.stepped({ align: 1 });
      const closed = bins => bins && [...bins, 0];
      return {
        data: [edges, closed(h.baseline) || edges.map(() => null), closed(h.candidate)],
        scales: { x: { time: false }, y: { range: fromZero } },
        axes: [xAxis({ values: (u, all) => all.map(v => v + ' ms') }), yAxis(' %')],
        series: [{},
          line(baseline, 'baseline', { paths: steps, fill: () => colour('softer'), width: 1 }),
          line(candidate, 'candidate', { paths: steps, fill: () => colour('soft'), width: 2 })],
        plugins: [tooltip(i => i >= h.candidate.length ? [edges[i] + ' ms and more'] : [
          h.width === 1 ? edges[i] + ' ms' : edges[i] + ' to ' + (edges[i] + h.width - 1) + ' ms',
          candidate + ' ' + percent(h.candidate[i]),
          baseline + ' ' + (h.baseline ? percent(h.baseline[i]) : '-')])],
      };
    },

    latency({ time }) {
      const x = time.p95.map((_, i) => i * time.step);
      return {
        data: [x, time.p50, time.p95, time.batchMean],
        scales: { x: { time: false }, y: { range: fromZero } },
        axes: [xAxis({ values: (u, all) => all.map(v => v + ' s') }), yAxis(' ms')],
        series: [{},
          line('P50', 'candidate', { width: 1, dash: [3, 3] }),
          line('P95', 'candidate', { width: 1.5 }),
          line('Mean of the batch', 'text', { width: 2, paths: uPlot.paths.stepped({ align: 1 }) })],
        plugins: [
          beneath((u, ctx, bbox) => { if (time.baselineP95 != null) horizontal(u, ctx, bbox, time.baselineP95, 'baseline', [6, 4]); }),
          tooltip(i => ['after ' + x[i].toFixed(1) + ' s', 'P50 ' + millis(time.p50[i]), 'P95 ' + millis(time.p95[i]),
            'slowest ' + millis(time.max[i]), 'mean of the batch ' + millis(time.batchMean[i])]),
        ],
      };
    },

    throughput({ time }) {
      const x = time.rate.map((_, i) => i * time.step);
      const steps = uPlot.paths.stepped({ align: 1 });
      return {
        data: [x, time.rate, time.failed, time.batchRate],
        scales: { x: { time: false }, y: { range: fromZero } },
        axes: [xAxis({ values: (u, all) => all.map(v => v + ' s') }), yAxis('/s')],
        series: [{},
          line('Successful', 'candidate', { width: 1, paths: steps, fill: () => colour('soft') }),
          line('Failed', 'regression', { width: 2, paths: steps }),
          line('Batch', 'text', { width: 2, paths: steps })],
        plugins: [
          beneath((u, ctx, bbox) => { if (time.baselineRate != null) horizontal(u, ctx, bbox, time.baselineRate, 'baseline', [6, 4]); }),
          tooltip(i => ['after ' + x[i].toFixed(1) + ' s', 'successful ' + perSecond(time.rate[i]),
            'failed ' + perSecond(time.failed[i]), 'batch ' + perSecond(time.batchRate[i])]),
        ],
      };
    },

    trend({ trend }) {
      const runs = trend.runs;
      const x = runs.map((_, i) => i);
      const format = trend.unit === '/s' ? perSecond : millis;
      const top = runs.reduce((most, run) => Math.max(most, run.value + (run.margin || 0)), trend.limit || 0);
      const isNew = i => trend.candidate && i === runs.length - 1;
      /* As many as fit, and among them always the newest. */
      const labelled = (u, i) => (runs.length - 1 - i) % Math.ceil(runs.length * 64 / u.width) === 0;
      const many = runs.length > 40;
      const oneDay = runs.every(run => run.day === runs[0].day);
      return {
        data: [x, runs.map((run, i) => isNew(i) ? null : run.value), runs.map((run, i) => isNew(i) ? run.value : null)],
        scales: { x: { time: false, range: () => [-.5, runs.length - .5] }, y: { range: () => [0, top * 1.08] } },
        axes: [
          xAxis({ splits: u => x.filter(i => labelled(u, i)), space: 0,
            values: (u, all) => all.map(i => oneDay ? runs[i].started.slice(11, 16) : runs[i].day) }),
          yAxis(trend.unit === '/s' ? '/s' : ' ms')],
        series: [{},
          line('Kept run', 'baseline', { width: 1, points: { show: true, size: many ? 4 : 8, fill: () => colour('baseline') } }),
          line('Candidate', 'candidate', { points: { show: true, size: 11, fill: () => colour('candidate') } })],
        plugins: [
          beneath((u, ctx, bbox) => {
            if (trend.limit != null) {
              const at = u.valToPos(trend.limit, 'y', true);
              ctx.fillStyle = colour('danger');
              if (trend.lower) ctx.fillRect(bbox.left, at, bbox.width, bbox.top + bbox.height - at);
              else ctx.fillRect(bbox.left, bbox.top, bbox.width, at - bbox.top);
              horizontal(u, ctx, bbox, trend.limit, 'regression', [4, 3]);
            }
            if (trend.center != null) horizontal(u, ctx, bbox, trend.center, 'baseline', [6, 4]);
            for (const level of trend.levels || []) {
              const y = u.valToPos(level.value, 'y', true);
              stroke(ctx, 'candidate', [], u.valToPos(level.from - .4, 'x', true), y, u.valToPos(level.to - .6, 'x', true), y);
              if (level.from > 0) {
                const cut = u.valToPos(level.from - .5, 'x', true);
                stroke(ctx, 'regression', [2, 3], cut, bbox.top, cut, bbox.top + bbox.height);
              }
            }
            runs.forEach((run, i) => {
              if (run.margin == null) return;
              const at = u.valToPos(i, 'x', true);
              stroke(ctx, isNew(i) ? 'candidate' : 'baseline', [], at, u.valToPos(run.value - run.margin, 'y', true),
                at, u.valToPos(run.value + run.margin, 'y', true));
            });
          }),
          tooltip(i => [runs[i].started, (isNew(i) ? 'candidate ' : 'kept run ') + format(runs[i].value),
            runs[i].margin == null ? 'no interval' : '95 % within the run \u00b1' + format(runs[i].margin),
            runs[i].commit ? 'commit ' + runs[i].commit : 'commit unknown']),
        ],
      };
    },
  };

  /* ---- drawing ---- */

  function draw(figure) {
    const chart = kinds[figure.dataset.kind](endpoints[figure.dataset.endpoint]);
    const plot = figure.querySelector('.plot');
    const size = () => ({ width: plot.clientWidth, height: plot.clientHeight });
    const u = new uPlot({
      ...size(),
      padding: [8, 22, 0, 0],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, y: false },
      ...chart,
    }, chart.data, plot);
    new ResizeObserver(() => { if (plot.clientWidth && plot.clientWidth !== u.width) u.setSize(size()); }).observe(plot);
    touch(u);
    keys(u, plot);
    figure.dataset.drawn = 'true';
    drawn.push(u);
  }

  const moveTo = (u, index) => u.setCursor({ left: u.valToPos(u.data[0][index], 'x'), top: 0 });
  const leave = u => u.setCursor({ left: -10, top: -10 });

  function touch(u) {
    const follow = event => {
      const left = event.touches[0].clientX - u.over.getBoundingClientRect().left;
      moveTo(u, u.posToIdx(left));
    };
    u.over.addEventListener('touchstart', follow, { passive: true });
    u.over.addEventListener('touchmove', follow, { passive: true });
  }

  function keys(u, plot) {
    plot.tabIndex = 0;
    plot.setAttribute('role', 'group');
    plot.setAttribute('aria-label', plot.closest('figure').querySelector('b').textContent + '; arrow keys show its values');
    plot.addEventListener('keydown', event => {
      const last = u.data[0].length - 1;
      const at = u.cursor.left >= 0 && u.cursor.idx != null ? u.cursor.idx : -1;
      const to = { ArrowRight: Math.min(last, at + 1), ArrowLeft: Math.max(0, at - 1), Home: 0, End: last }[event.key];
      if (event.key === 'Escape') leave(u);
      if (to === undefined) return;
      event.preventDefault();
      moveTo(u, to);
    });
    plot.addEventListener('blur', () => leave(u));
  }

  const waiting = [];
  function next() {
    const figure = waiting.shift();
    if (!figure) {
      root.dataset.ready = 'true';
      return;
    }
    /* One at a time, so that the page can be read and scrolled meanwhile. */
    setTimeout(next);
    if (!figure.dataset.drawn && endpoints[figure.dataset.endpoint]) draw(figure);
  }

  function drawAllOf(element) {
    const idleNow = waiting.length === 0;
    waiting.push(...element.querySelectorAll('figure[data-kind]'));
    if (idleNow) next();
  }

  function openTarget() {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.tagName === 'DETAILS') target.open = true;
  }

  document.querySelectorAll('details.card').forEach(section => section.addEventListener('toggle', () => {
    if (section.open) drawAllOf(section);
  }));
  addEventListener('hashchange', openTarget);
  openTarget();
  const open = document.querySelectorAll('details.card[open]');
  open.forEach(drawAllOf);
  if (open.length === 0) next();

  const redraw = () => drawn.forEach(u => u.redraw());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  addEventListener('beforeprint', () => { root.classList.add('print'); redraw(); });
  addEventListener('afterprint', () => { root.classList.remove('print'); redraw(); });
})();
