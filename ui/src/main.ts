import { mount } from 'svelte';
import { tauri } from './ipc/tauri';
import { App } from './state/app';
import Window from './Window.svelte';

const app = new App(tauri);
await app.start();
const target = document.getElementById('app');
if (target) mount(Window, { target, props: { app } });
