/* What moves on the pages: relative times, search, live parts, charts, the frames of a collector. No dependencies but PrimeFaces. */
(function () {
  'use strict';

  const frame = document.getElementById('frame');
  const texts = frame ? JSON.parse(frame.dataset.texts) : {};

  function text(key, ...args) {
    return (texts[key] || key).replace(/\{(\d)\}/g, (whole, i) => args[i]).replace(/''/g, "'");
  }

  // a form is sent without what the page was opened with: the address says it again, so that it can be loaded anew and passed on
  if (frame && frame.dataset.here && !location.search && frame.dataset.here.startsWith(location.pathname + '?')) {
    history.replaceState(history.state, '', frame.dataset.here + location.hash);
  }

  /* ---------------------------------------------------------------- look */
  const root = document.documentElement;

  function dark() {
    const chosen = root.dataset.theme;
    return chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  }

  function toggleTheme() {
    root.dataset.theme = dark() ? 'light' : 'dark';
    document.cookie = 'theme=' + root.dataset.theme + ';path=/;max-age=31536000;samesite=lax';
    wattwellCharts.recolour();
  }

  document.querySelectorAll('#theme-button, [data-theme-toggle]').forEach(button => button.addEventListener('click', toggleTheme));

  /* ---------------------------------------------------------------- menu */
  const menuButton = document.getElementById('menu-button');
  if (menuButton) {
    menuButton.addEventListener('click', () => {
      menuButton.setAttribute('aria-expanded', String(frame.classList.toggle('menu-open')));
    });
  }
  const person = document.getElementById('person');
  document.addEventListener('click', event => {
    if (person && person.open && !person.contains(event.target)) {
      person.open = false;
    }
    if (frame && frame.classList.contains('menu-open') && !event.target.closest('.side, #menu-button')) {
      frame.classList.remove('menu-open');
      menuButton.setAttribute('aria-expanded', 'false');
    }
  });

  document.addEventListener('keydown', event => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const find = document.getElementById('find');
      if (find) {
        event.preventDefault();
        find.focus();
        find.select();
      }
    } else if (event.key === 'Escape' && person && person.open) {
      person.open = false;
      person.querySelector('summary').focus();
    }
  });

  // what is wrong is where one wants to be
  const wrong = document.querySelector('main .invalid');
  if (wrong) {
    (wrong.matches('input, select, textarea') ? wrong : wrong.querySelector('input') || wrong).focus();
  }

  document.addEventListener('change', event => {
    if (event.target.matches('[data-submit]')) {
      event.target.form.requestSubmit();
    }
  });

  document.addEventListener('click', event => {
    const preset = event.target.closest('[data-fill]');
    if (preset) {
      const field = document.getElementById(preset.dataset.fill);
      field.value = preset.dataset.value;
      field.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true}));
    }
  });

  // a file is read into a text field, where one sees what is taken
  document.addEventListener('change', event => {
    const file = event.target.matches('input[type="file"][data-into]') && event.target.files[0];
    if (file) {
      file.text().then(content => { document.getElementById(event.target.dataset.into).value = content; });
    }
  });

  // the little cross of a search field and pasting with the mouse are no keys
  document.addEventListener('input', event => {
    if (event.target.matches('input[type="search"]') && !event.inputType) {
      event.target.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true}));
    }
  });

  /* ---------------------------------------------------------------- times */
  function stretch(seconds) {
    if (seconds >= 172800) {
      return text('time.days', Math.floor(seconds / 86400));
    }
    if (seconds >= 7200) {
      return text('time.hours', Math.floor(seconds / 3600));
    }
    return seconds >= 120 ? text('time.minutes', Math.floor(seconds / 60)) : text('time.seconds', Math.floor(seconds));
  }

  function tellTimes() {
    document.querySelectorAll('time[datetime]').forEach(time => {
      const rel = time.querySelector('.rel');
      const ago = (Date.now() - Date.parse(time.getAttribute('datetime'))) / 1000 - clockAhead;
      if (rel && !isNaN(ago)) {
        const words = Math.abs(ago) < 1 ? text('time.now') : text(ago < 0 ? 'time.in' : 'time.ago', stretch(Math.abs(ago)));
        if (rel.textContent !== words) {
          rel.textContent = words;
        }
      }
    });
  }

  // a browser whose clock is wrong shows the server's time
  const clockAhead = frame && frame.dataset.now ? Math.round((Date.now() - Date.parse(frame.dataset.now)) / 1000 / 5) * 5 : 0;
  setInterval(tellTimes, 1000);

  /* ---------------------------------------------------------------- tables on a narrow screen
   * Each cell carries the name of its column, which is shown where the head is not.
   */
  function labelCells() {
    document.querySelectorAll('table.stack, .stack table').forEach(table => {
      const names = Array.from(table.querySelectorAll('thead th')).map(th => th.textContent.trim());
      table.querySelectorAll('tbody tr').forEach(row => Array.from(row.cells).forEach((cell, i) => {
        if (names[i] && cell.dataset.label !== names[i]) {
          cell.dataset.label = names[i];
        }
      }));
    });
  }

  labelCells();
  const main = document.getElementById('main');
  if (main) {
    new MutationObserver(labelCells).observe(main, {childList: true, subtree: true});
  }

  /* ---------------------------------------------------------------- search from anywhere */
  const find = document.getElementById('find');
  const hits = document.getElementById('find-hits');
  if (find) {
    let asked = 0;
    let timer = 0;

    const options = () => Array.from(hits.querySelectorAll('a'));
    const selected = () => options().findIndex(option => option.getAttribute('aria-selected') === 'true');

    function close() {
      hits.hidden = true;
      find.setAttribute('aria-expanded', 'false');
      find.removeAttribute('aria-activedescendant');
    }

    function select(index) {
      const all = options();
      all.forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
      if (all[index]) {
        find.setAttribute('aria-activedescendant', all[index].id);
        all[index].scrollIntoView({block: 'nearest'});
      }
    }

    function show(found) {
      hits.textContent = '';
      found.forEach((hit, i) => {
        const option = document.createElement('a');
        option.href = hit.href;
        option.id = 'hit-' + i;
        option.setAttribute('role', 'option');
        option.setAttribute('tabindex', '-1');
        option.innerHTML = '<svg class="icon" aria-hidden="true"><use></use></svg><span class="what"><span></span><span class="soft small"></span></span>';
        option.querySelector('use').setAttribute('href', find.parentNode.querySelector('use').getAttribute('href').replace(/#.*/, '#' + hit.kind));
        option.querySelectorAll('.what span')[0].textContent = hit.name;
        option.querySelectorAll('.what span')[1].textContent = hit.detail;
        hits.appendChild(option);
      });
      if (!found.length) {
        const none = document.createElement('p');
        none.className = 'none';
        none.textContent = text('js.noHits');
        hits.appendChild(none);
      }
      hits.hidden = false;
      find.setAttribute('aria-expanded', 'true');
    }

    async function ask() {
      const words = find.value.trim();
      const mine = ++asked;
      if (words.length < 2) {
        close();
        return;
      }
      const answer = await fetch(find.form.action + '.json?q=' + encodeURIComponent(words), {headers: {Accept: 'application/json'}});
      if (answer.ok && mine === asked && document.activeElement === find) {
        show(await answer.json());
      }
    }

    find.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => ask().catch(() => close()), 180);
    });
    find.addEventListener('keydown', event => {
      const all = options();
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        if (!hits.hidden && all.length) {
          event.preventDefault();
          select((selected() + (event.key === 'ArrowDown' ? 1 : all.length - 1) + (selected() < 0 && event.key === 'ArrowUp' ? 1 : 0)) % all.length);
        }
      } else if (event.key === 'Enter' && !hits.hidden && selected() >= 0) {
        event.preventDefault();
        all[selected()].click();
      } else if (event.key === 'Escape') {
        close();
      }
    });
    find.addEventListener('blur', () => setTimeout(close, 150));
    hits.addEventListener('mousedown', event => event.preventDefault());
  }

  /* ---------------------------------------------------------------- live parts
   * A part says in data-keys what it shows and in data-every how many seconds lie between two looks at least; what it
   * names in data-now is shown without that wait. A pulse names what changed; the parts that show it are fetched
   * together. Without pulses every part is fetched now and then.
   */
  const LOST_SECONDS = 15;   // between looks while the socket is lost
  const REOPEN_SECONDS = 30;
  const STALE_SECONDS = 60;  // a pulse may be missed: nothing shown is older than this

  const wattwellLive = window.wattwellLive = {
    connected: false,
    due: new Set(),
    urgent: new Set(),
    fetched: new Map(),

    parts() {
      return Array.from(document.querySelectorAll('[data-keys]'));
    },

    open() {
      wattwellLive.connected = true;
      wattwellLive.sign();
      // what changed between the making of the page and now was told to nobody here
      wattwellLive.parts().forEach(part => wattwellLive.due.add(part.id));
      wattwellLive.fetch();
    },

    /* the socket is lost and tries again by itself */
    lost() {
      wattwellLive.connected = false;
      wattwellLive.sign();
    },

    /* it has given up */
    close() {
      wattwellLive.lost();
      setTimeout(() => faces.push.open('pulse'), REOPEN_SECONDS * 1000);
    },

    sign() {
      const sign = document.getElementById('live-sign');
      if (sign) {
        sign.dataset.state = this.connected ? 'live' : 'off';
        sign.title = text(this.connected ? 'js.liveHint' : 'js.offHint');
        sign.querySelector('.word').textContent = text(this.connected ? 'js.live' : 'js.off');
      }
    },

    pulse(message) {
      if (!wattwellLive.connected) {
        wattwellLive.open(); // nothing else tells that a lost socket is back
      }
      const keys = new Set(String(message).split(','));
      const named = words => (words || '').split(' ').some(key => keys.has(key));
      wattwellLive.parts().forEach(part => {
        if (named(part.dataset.now)) {
          wattwellLive.urgent.add(part.id);
        } else if (named(part.dataset.keys)) {
          wattwellLive.due.add(part.id);
        }
      });
      wattwellLive.fetch();
    },

    typingIn(part) {
      return part.contains(document.activeElement) && /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    },

    fetch() {
      if (document.hidden || !window.PrimeFaces || !document.getElementById('live')) {
        return;
      }
      const now = Date.now();
      const ids = [];
      this.parts().forEach(part => {
        const since = (now - (this.fetched.get(part.id) || loaded)) / 1000;
        const wanted = this.due.has(part.id) || since >= (this.connected ? STALE_SECONDS : LOST_SECONDS);
        if ((this.urgent.has(part.id) || wanted && since >= Number(part.dataset.every || 2)) && !this.typingIn(part)) {
          ids.push(part.id);
          this.fetched.set(part.id, now);
          this.due.delete(part.id);
          this.urgent.delete(part.id);
        }
      });
      if (ids.length) {
        PrimeFaces.ab({s: 'live:tick', f: 'live', p: 'live:tick', u: ids.join(' '), g: false});
      }
    }
  };
  const loaded = Date.now();
  setInterval(() => wattwellLive.fetch(), 1000);
  document.addEventListener('visibilitychange', () => wattwellLive.fetch());

  /* ---------------------------------------------------------------- charts
   * The server gives the data; how they look comes from here, so that they follow the colours of the page.
   */
  function colour(name) {
    return getComputedStyle(root).getPropertyValue(name).trim();
  }

  function timeLabel(millis, span, zone) {
    const exact = exactLabel(millis, zone); // written as everywhere on the pages: 2026-11-24 08:30:00
    const day = exact.slice(span > 180 * 86400000 ? 0 : 5, 10);
    const clock = exact.slice(11, 16);
    return span > 3 * 86400000 ? day : span > 86400000 ? day + ' ' + clock : clock;
  }

  const numbers = new Intl.NumberFormat('en-US', {maximumFractionDigits: 8});

  function exactLabel(millis, zone) {
    return new Intl.DateTimeFormat('sv-SE', {dateStyle: 'short', timeStyle: 'medium', timeZone: zone}).format(millis);
  }

  // round local times for the marks of the axis
  const STEPS = [60, 300, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 432000, 864000, 2592000].map(seconds => seconds * 1000);

  function timeMarks(axis, offset) {
    const step = STEPS.find(each => (axis.max - axis.min) / each <= 9) || STEPS[STEPS.length - 1];
    const marks = [];
    for (let at = Math.ceil((axis.min + offset) / step) * step - offset; at <= axis.max; at += step) {
      marks.push({value: at});
    }
    axis.ticks = marks;
  }

  const cursor = {
    id: 'cursor',
    afterEvent(chart, {event}) {
      const scale = chart.scales.x;
      const at = event.type === 'mouseout' || !chart.chartArea || event.x < chart.chartArea.left || event.x > chart.chartArea.right ? null : scale.getValueForPixel(event.x);
      wattwellCharts.all.forEach(other => {
        if (other.$group === chart.$group && other.$at !== at) {
          other.$at = at;
          other.draw();
        }
      });
    },
    afterDraw(chart) {
      if (chart.$at == null || chart.options.indexAxis === 'none') {
        return;
      }
      const x = chart.scales.x.getPixelForValue(chart.$at);
      if (x >= chart.chartArea.left && x <= chart.chartArea.right) {
        const g = chart.ctx;
        g.save();
        g.strokeStyle = colour('--ink-faint');
        g.setLineDash([3, 3]);
        g.beginPath();
        g.moveTo(x, chart.chartArea.top);
        g.lineTo(x, chart.chartArea.bottom);
        g.stroke();
        g.restore();
      }
    }
  };

  const wattwellCharts = window.wattwellCharts = {
    all: new Set(),
    axisWidths: new Map(),

    /* charts of one group stand above each other: their axes are as wide as the widest needs */
    fitAxis(axis, group) {
      axis.width = Math.max(axis.width, wattwellCharts.axisWidths.get(group) || 0);
      wattwellCharts.axisWidths.set(group, axis.width);
    },

    align(chart) {
      wattwellCharts.all.forEach(other => {
        if (other !== chart && other.$group === chart.$group && other.scales.y.width < chart.scales.y.width) {
          other.update('none');
        }
      });
    },

    dress(config) {
      const facts = config.wattwell || {};
      const line = colour('--line');
      const soft = colour('--ink-soft');
      config.data.datasets.forEach(set => {
        const shade = colour(set.role === 'second' ? '--chart-2' : '--chart-1');
        const band = set.role === 'band';
        set.borderColor = band ? 'transparent' : shade;
        set.backgroundColor = set.fill || band ? colour('--chart-band') : shade;
        set.borderWidth = config.type === 'bar' ? 0 : 2;
        set.borderRadius = 3;
        set.pointRadius = set.data.length > 40 || band ? 0 : 2.5;
        set.pointHoverRadius = band ? 0 : 4;
        set.pointBackgroundColor = shade;
        set.maxBarThickness = 34;
        if (config.type === 'bar') {
          set.backgroundColor = set.data.map(point => point.part ? colour('--chart-band') : shade);
        }
      });
      config.options = {
        animation: false, locale: 'en-US', maintainAspectRatio: false, responsive: true, normalized: true, parsing: config.type === 'bar' ? undefined : false,
        interaction: {mode: 'index', intersect: false, axis: 'x'},
        layout: {padding: {top: 6}},
        scales: {
          x: {
            type: 'linear', min: facts.from, max: facts.to, grid: {display: false}, border: {color: line}, offset: false,
            afterBuildTicks: axis => timeMarks(axis, facts.offset || 0),
            ticks: {color: soft, maxRotation: 0, autoSkip: true, autoSkipPadding: 12, callback: value => timeLabel(value, facts.to - facts.from, facts.zone)}
          },
          y: {beginAtZero: Boolean(facts.zero), suggestedMax: facts.high, grid: {color: line}, border: {display: false}, afterFit: axis => wattwellCharts.fitAxis(axis, facts.group), ticks: {color: soft, maxTicksLimit: 6, precision: facts.whole ? 0 : undefined}}
        },
        plugins: {
          legend: {display: false},
          tooltip: {
            backgroundColor: colour('--raised'), titleColor: colour('--ink'), bodyColor: colour('--ink'), borderColor: colour('--line-strong'), borderWidth: 1, padding: 10, displayColors: false,
            filter: item => item.dataset.role !== 'band',
            callbacks: {
              title: items => items.length ? (items[0].raw.label || exactLabel(items[0].parsed.x, facts.zone)) : '',
              label: item => (item.dataset.label ? item.dataset.label + ': ' : '') + numbers.format(item.parsed.y) + (facts.unit ? ' ' + facts.unit : '')
                + (item.raw && item.raw.part ? ' · ' + text('js.openBar') : '')
                + (item.raw && item.raw.low !== undefined ? ' (' + numbers.format(item.raw.low) + ' – ' + numbers.format(item.raw.high) + ')' : '')
            }
          }
        }
      };
      config.plugins = [cursor];
      return config;
    },

    /* the extender of p:chart: called with the widget as this */
    extend() {
      const config = this.cfg.config;
      wattwellCharts.dress(config);
      const render = this._render;
      this._render = function () {
        render.call(this);
        this.canvas.attr('aria-label', config.data.datasets.map(set => set.label).filter(Boolean).join(', '));
        this.chart.$group = (config.wattwell || {}).group || this.id;
        wattwellCharts.all.add(this.chart);
        wattwellCharts.all.forEach(chart => {
          if (!chart.canvas || !document.contains(chart.canvas)) {
            wattwellCharts.all.delete(chart);
          }
        });
        wattwellCharts.align(this.chart);
      };
    },

    recolour() {
      this.all.forEach(chart => {
        wattwellCharts.dress(chart.config._config);
        chart.options = chart.config._config.options;
        chart.update('none');
      });
    }
  };
  window.wattwellChart = wattwellCharts.extend;

  /* ---------------------------------------------------------------- frames of a collector */
  const trace = document.getElementById('trace');
  if (trace) {
    const MOST = 400;
    const rows = trace.querySelector('tbody');
    const startButton = document.getElementById('trace-start');
    const status = document.getElementById('trace-status');
    let after = 0;
    let running = false;

    const cell = (row, words, style) => {
      const made = row.insertCell();
      made.textContent = words;
      made.className = style || '';
      return made;
    };

    async function look() {
      if (!running || document.hidden) {
        return;
      }
      const answer = await fetch(trace.dataset.source + '&after=' + after, {headers: {Accept: 'application/json'}});
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      (await answer.json()).forEach(entry => {
        const row = rows.insertRow(0);
        cell(row, entry.time, 'nowrap');
        cell(row, text(entry.fromServer ? 'js.toMeter' : 'js.fromMeter'), 'dir');
        cell(row, entry.meaning);
        cell(row, entry.bytes, 'bytes mono');
        after = Math.max(after, entry.sequence);
      });
      while (rows.rows.length > MOST) {
        rows.deleteRow(-1);
      }
      status.textContent = text(rows.rows.length ? 'js.traceRunning' : 'js.traceWaiting');
    }

    function set(on) {
      running = on;
      startButton.setAttribute('aria-pressed', String(on));
      startButton.textContent = text(on ? 'js.tracePause' : 'js.traceStart');
      status.textContent = text(on ? 'js.traceWaiting' : 'js.tracePaused');
    }

    startButton.addEventListener('click', () => set(!running));
    document.getElementById('trace-clear').addEventListener('click', () => {
      rows.textContent = '';
    });
    (async function go() {
      for (;;) {
        await look().catch(() => {
          status.textContent = text('js.traceLost');
        });
        await new Promise(resolve => setTimeout(resolve, 1000));
      }
    })();
  }
})();
