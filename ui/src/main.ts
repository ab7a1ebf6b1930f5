import { mount } from 'svelte';
import { ago } from './i18n/format';
import { tauri } from './ipc/tauri';
import { App } from './state/app';
import Window from './Window.svelte';

/** So long, in ms, the first picture waits for the containers, which Rust mostly knows by now: drawing once is quicker than twice. */
const PATIENCE = 30;

const app = new App(tauri);
app.start();
// The words of ages are the system's, and long to read the first time: now, while the engine answers.
ago(0, 60);
// Not awaited here: a module that waits holds up every other that imports it.
void app.heard(PATIENCE).then(() => {
  const target = document.getElementById('app');
  if (target) mount(Window, { target, props: { app } });
});
