// Sends the forms of the page and puts the answers in their places. Without it the page works with plain forms.
(() => {
  'use strict';
  document.documentElement.classList.add('script');
  const tab = Math.random().toString(36).slice(2, 12);
  const form = document.getElementById('levers');
  let question = null, events = null, turn = 0;

  const parsed = text => new DOMParser().parseFromString(text, 'text/html');
  function put(target, text) {
    const open = [...target.querySelectorAll('details')].map(list => list.open);
    const places = () => [...target.querySelectorAll('a,button,summary,[tabindex]')];
    const focused = places().indexOf(document.activeElement);
    target.replaceChildren(...parsed(text).body.childNodes);
    if (focused >= 0) places()[focused]?.focus({ preventScroll: true });
    [...target.querySelectorAll('details')].forEach((list, index) => { if (open[index]) list.open = true; });
  }
  async function fetched(address, signal) {
    const response = await fetch(address, { signal, credentials: 'same-origin' });
    const text = await response.text();
    if (!response.ok && response.status !== 422) throw new Error(text || response.status);
    return text;
  }
  function say(target, text) {
    const line = document.createElement('p');
    line.className = 'refusal';
    line.setAttribute('role', 'alert');
    line.textContent = text;
    target.replaceChildren(line);
  }

  function query() {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const input = form.elements[name];
      if (name === 'budget' || input.type === 'range' && Number(value) === 1) continue;
      if (value !== '') fields.append(name, value);
    }
    return fields;
  }
  function show(input) {
    const output = form.querySelector(`output[for="${input.id}"]`);
    if (input.id === 'budget') {
      output.textContent = `${input.value}\u00a0${input.dataset.unit}`;
      return;
    }
    if (output) output.textContent = '×\u00a0' + Number(input.value);
    input.closest('.lever')?.classList.toggle('moved', Number(input.value) !== 1);
    input.setAttribute('aria-valuetext', `times ${Number(input.value)}`);
  }
  function count() {
    const chosen = form.querySelectorAll('input[name=action]:checked').length;
    document.getElementById('chosen').textContent = chosen ? chosen + ' chosen' : 'none chosen';
  }

  // Coarse first; the older question is given up, here and by the program.
  async function ask(isNew) {
    const result = document.getElementById('result');
    const fields = query();
    if (isNew) history.replaceState(null, '', '/?' + fields);
    question?.abort();
    events?.close();
    question = new AbortController();
    const own = ++turn;
    result.classList.add('busy');
    fields.append('tab', tab);
    try {
      const text = await fetched('/scenario?' + fields, question.signal);
      if (own !== turn) return;
      put(result, text);
      result.classList.remove('busy');
      // Said aloud in one sentence, not as a page of figures.
      document.getElementById('said').textContent = result.querySelector('.headline')?.textContent ?? '';
      refine(own);
    } catch (error) {
      if (error.name === 'AbortError' || own !== turn) return;
      result.classList.remove('busy');
      say(result, error instanceof TypeError ? 'headroom serve has ended. Start it again.' : error.message);
    }
  }
  function refine(own) {
    const result = document.getElementById('result');
    const address = result.querySelector('[data-refine]')?.dataset.refine;
    if (!address) return;
    events = new EventSource(address + '&tab=' + tab);
    events.addEventListener('progress', event => {
      const bar = result.querySelector('progress');
      if (bar && own === turn) bar.value = Number(event.data);
    });
    events.addEventListener('answer', event => {
      events.close();
      if (own === turn) put(result, event.data);
    });
    for (const end of ['end', 'error']) events.addEventListener(end, () => events.close());
  }

  if (form) {
    let wait = 0;
    form.addEventListener('input', event => {
      if (event.target.type === 'range') show(event.target);
      if (event.target.id === 'budget') return;
      count();
      clearTimeout(wait);
      wait = setTimeout(() => ask(true), event.target.type === 'range' ? 60 : 0);
    });
    form.addEventListener('submit', event => {
      if (event.submitter?.hasAttribute('formaction')) {
        document.getElementById('search').textContent = 'searching, about half a minute …';
        return;
      }
      event.preventDefault();
      ask(true);
    });
    form.querySelectorAll('input[type=range]').forEach(show);
    refine(turn);
  }

  // The evening: the slider moves the date.
  const slider = document.getElementById('evening');
  if (slider) {
    const date = slider.form.elements['as-of'];
    slider.addEventListener('input', () => {
      const day = new Date(slider.dataset.first + 'T00:00:00Z');
      day.setUTCDate(day.getUTCDate() + Number(slider.value));
      date.value = day.toISOString().slice(0, 10);
      slider.setAttribute('aria-valuetext', date.value);
    });
    slider.addEventListener('change', () => slider.form.requestSubmit());
    slider.form.querySelector('select')?.addEventListener('change', () => slider.form.requestSubmit());
  }

  // What takes longer than the forecast comes later.
  const pending = document.querySelector('[data-pending]');
  if (pending) {
    fetched(pending.dataset.pending).then(text => {
      const page = parsed(text);
      for (const id of ['now', 'rest']) {
        const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
        if (old && fresh) old.replaceWith(fresh);
      }
      if (document.querySelector('#result .outcome')) ask(false);
    }).catch(() => { pending.textContent = 'The ranking was not finished. Load the page again.'; });
  }

  document.addEventListener('click', async event => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    const text = document.getElementById(button.dataset.copy).textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
    }
  });
})();
