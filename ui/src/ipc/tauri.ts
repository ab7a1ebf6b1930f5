/** The real backend: the Rust side of this window. */
import { Channel } from '@tauri-apps/api/core';
import type { Answer, Backend, Drop } from './backend';
import { commands, type Problem } from './bindings';

function channel<T>(onMessage: (message: T) => void): Channel<T> {
  const made = new Channel<T>();
  made.onmessage = onMessage;
  return made;
}

/** A call that failed before Rust could answer is a fault of ours, and is shown as one. */
async function answered<T>(call: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await call;
  } catch (error) {
    const problem: Problem = { code: 'internal', params: {}, detail: String(error) };
    return { status: 'error', error: problem };
  }
}

export const tauri: Backend = {
  async watch(onChange) {
    await commands.watch(channel(onChange));
  },
  perform: (operation, command, onProgress) => answered(commands.perform(operation, command, channel(onProgress))),
  async cancel(operation) {
    await commands.cancel(operation);
  },
  openLog: (log, container, span, onNews) => answered(commands.openLog(log, container, span, channel(onNews))),
  async closeLog(log) {
    await commands.closeLog(log);
  },
  chooseLog: (log, streams) => answered(commands.chooseLog(log, streams)),
  logRows: (log, from, to) => answered(commands.logRows(log, from, to)),
  logTail: (log, from, to) => answered(commands.logTail(log, from, to)),
  logLine: (log, line) => answered(commands.logLine(log, line)),
  searchLog: (log, pattern) => answered(commands.searchLog(log, pattern)),
  findLog: (log, line, forward) => answered(commands.findLog(log, line, forward)),
  copyLog: (log, from, to, stamps) => answered(commands.copyLog(log, from, to, stamps)),
  saveLog: (log, name, stamps) => answered(commands.saveLog(log, name, stamps)),
  async readMoreLog(log) {
    await answered(commands.readMoreLog(log));
  },
  imageDetail: (image) => answered(commands.imageDetail(image)),
  containerInspect: (container) => answered(commands.containerInspect(container)),
  render: (command, shell) => commands.render(command, shell),
  care: (command) => commands.care(command),
  async watchHistory(onChange) {
    await commands.watchHistory(channel(onChange));
  },
  historyLine: (id, shell) => commands.historyLine(id, shell),
  async findHistory(text, shell) {
    const answer = await commands.findHistory(text, shell);
    return answer.status === 'ok' ? answer.data : [];
  },
  fillHistory: (id, values) => commands.fillHistory(id, values),
  async forgetHistory(ids) {
    await commands.forgetHistory(ids);
  },
  draftRun: (form) => commands.draftRun(form),
  draftBuild: (form) => commands.draftBuild(form),
  further: (command, shell) => commands.further(command, shell),
  understand: (text, shell, folder) => commands.understand(text, shell, folder),
  buildFolder: (path) => answered(commands.buildFolder(path)),
  pickFolder: () => commands.pickFolder(),
  openPort: (host, port) => answered(commands.openPort(host, port)),
  system: () => commands.system(),
  settings: () => commands.settings(),
  setSettings: (settings) => answered(commands.setSettings(settings)),
  async painted(mark) {
    await commands.painted(mark);
  },
  async onDrop(handler: (drop: Drop) => void) {
    const { getCurrentWebview } = await import('@tauri-apps/api/webview');
    return getCurrentWebview().onDragDropEvent(({ payload }) => {
      if (payload.type === 'drop') handler({ kind: 'drop', paths: payload.paths });
      else if (payload.type === 'leave') handler({ kind: 'leave' });
      else if (payload.type === 'enter') handler({ kind: 'over' });
    });
  },
};
