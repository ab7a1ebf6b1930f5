import type { Component } from 'svelte';
import type { Command, Container } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';
import { isUp } from './actions';
import { options } from './logs/options.svelte';

/** What a tab of a container's page is, and is filled with. */
interface Tab {
  id: string;
  label: () => string;
  testid: string;
  /** The docker line that shows the same, for the strip. */
  command: (container: Container) => Command | undefined;
  /** It has several views and says the line of each itself. */
  speaks?: boolean;
  /** Its content; it gets the container, as it was last when it is gone, and fills the rest of the page. */
  load: () => Promise<{ default: Component<{ container: Container; gone: boolean }> }>;
}

/** The tabs in their order. */
export const TABS = [
  {
    id: 'overview',
    label: m.tab_overview,
    testid: 'tab-overview',
    command: ({ name }) => ({ verb: 'containerInspect', container: name }),
    load: () => import('./overview/OverviewTab.svelte'),
  },
  {
    id: 'logs',
    label: m.tab_logs,
    testid: 'tab-logs',
    command: ({ name }) => options.command(name),
    load: () => import('./logs/LogTab.svelte'),
  },
  {
    id: 'terminal',
    label: m.terminal_tab,
    testid: 'tab-terminal',
    command: ({ name, state }) =>
      isUp(state)
        ? { verb: 'exec', interactive: true, tty: true, container: name, program: 'sh' }
        : { verb: 'start', interactive: true, containers: [name] },
    load: () => import('./terminal/TerminalTab.svelte'),
  },
  {
    id: 'files',
    label: m.files_tab,
    testid: 'tab-files',
    command: ({ name }) => ({ verb: 'diff', container: name }),
    speaks: true,
    load: () => import('./files/FilesTab.svelte'),
  },
  {
    id: 'usage',
    label: m.usage_tab,
    testid: 'tab-usage',
    command: ({ name }) => ({ verb: 'stats', containers: [name] }),
    load: () => import('./usage/UsageTab.svelte'),
  },
  {
    id: 'inspect',
    label: m.tab_inspect,
    testid: 'tab-inspect',
    command: ({ name }) => ({ verb: 'containerInspect', container: name }),
    load: () => import('./inspect/InspectTab.svelte'),
  },
] as const satisfies readonly Tab[];

export type TabId = (typeof TABS)[number]['id'];

export function tabOf(id: TabId): Tab {
  const [first] = TABS;
  return TABS.find((tab) => tab.id === id) ?? first;
}
