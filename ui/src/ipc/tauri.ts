/** The real backend: the Rust side of this window. */
import { Channel } from '@tauri-apps/api/core';
import type { Answer, Backend, Drop } from './backend';
import { type Beginning, commands, type Problem } from './bindings';
import { filesOf } from './tauriFiles';

declare global {
  /** Put there by Rust before the page runs. */
  var naruBeginning: Beginning | undefined;
}

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
  performInTerminal: (operation, command, size, onProgress) =>
    answered(commands.performInTerminal(operation, command, size, channel(onProgress))),
  async watchTerminal(terminal, onBytes) {
    const answer = await commands.watchTerminal(terminal, channel(onBytes));
    return answer.status === 'ok' ? answer.data : null;
  },
  async leaveTerminal(terminal, page) {
    await commands.leaveTerminal(terminal, page);
  },
  async tookTerminal(terminal, place) {
    await commands.tookTerminal(terminal, place);
  },
  async typeInTerminal(terminal, input) {
    await commands.typeInTerminal(terminal, input);
  },
  async resizeTerminal(terminal, size) {
    await commands.resizeTerminal(terminal, size);
  },
  async hangUpTerminal(terminal) {
    await commands.hangUpTerminal(terminal);
  },
  async forgetTerminal(terminal) {
    await commands.forgetTerminal(terminal);
  },
  findShell: (container, user) => answered(commands.findShell(container, user)),
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
  files: filesOf(answered),
  containerDetail: (container) => answered(commands.containerDetail(container)),
  followLife: (operation, container, onTold) => answered(commands.followLife(operation, container, channel(onTold))),
  draftRename: (container, name) => commands.draftRename(container, name),
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
  runForm: (command) => commands.runForm(command),
  runChoices: () => answered(commands.runChoices()),
  async portUses(ports) {
    const answer = await commands.portUses(ports);
    return answer.status === 'ok' ? answer.data : ports.map(() => 'unknown');
  },
  async portAnswers(container) {
    const answer = await commands.portAnswers(container);
    return answer.status === 'ok' ? answer.data : [];
  },
  pickFile: () => commands.pickFile(),
  draftBuild: (form) => commands.draftBuild(form),
  further: (command, shell) => commands.further(command, shell),
  understand: (text, shell, folder) => commands.understand(text, shell, folder),
  buildFolder: (path) => answered(commands.buildFolder(path)),
  pickFolder: () => commands.pickFolder(),
  openPort: (host, port) => answered(commands.openPort(host, port)),
  beginning: () => globalThis.naruBeginning,
  setSettings: (settings) => answered(commands.setSettings(settings)),
  async painted(mark) {
    await commands.painted(mark);
  },
  followStats: (operation, container, onSample) =>
    answered(commands.followStats(operation, container, channel(onSample))),
  atRest: (container) => answered(commands.atRest(container)),
  processes: (container) => answered(commands.processes(container)),
  async onDrop(handler: (drop: Drop) => void) {
    const { getCurrentWebview } = await import('@tauri-apps/api/webview');
    return getCurrentWebview().onDragDropEvent(({ payload }) => {
      if (payload.type === 'drop') handler({ kind: 'drop', paths: payload.paths });
      else if (payload.type === 'leave') handler({ kind: 'leave' });
      else if (payload.type === 'enter') handler({ kind: 'over' });
    });
  },
};
