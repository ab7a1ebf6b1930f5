import type { Component } from 'svelte';
import type { Command, Container } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';
import { options } from './logs/options.svelte';

/** What a tab of a container's page is, and is filled with. */
interface Tab {
  id: string;
  label: () => string;
  testid: string;
  /** The docker line that shows the same, for the strip. */
  command: (container: Container) => Command | undefined;
  /** Its content; it gets the container, which is there, and fills the rest of the page. */
  load: () => Promise<{ default: Component<{ container: Container }> }>;
}

/** The tabs in their order. */
export const TABS = [
  {
    id: 'logs',
    label: m.tab_logs,
    testid: 'tab-logs',
    command: ({ name }) => options.command(name),
    load: () => import('./logs/LogTab.svelte'),
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
