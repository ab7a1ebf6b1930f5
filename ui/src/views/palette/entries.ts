/** What the palette offers: actions, pages, and what the engine has. */
import Boxes from 'lucide/dist/esm/icons/container.mjs';
import Download from 'lucide/dist/esm/icons/download.mjs';
import Hammer from 'lucide/dist/esm/icons/hammer.mjs';
import Languages from 'lucide/dist/esm/icons/languages.mjs';
import Layers from 'lucide/dist/esm/icons/layers.mjs';
import Moon from 'lucide/dist/esm/icons/moon.mjs';
import Play from 'lucide/dist/esm/icons/play.mjs';
import SettingsIcon from 'lucide/dist/esm/icons/settings.mjs';
import Terminal from 'lucide/dist/esm/icons/square-terminal.mjs';
import Sun from 'lucide/dist/esm/icons/sun.mjs';
import type { IconNode } from '../../components/icon';
import { shortId } from '../../i18n/format';
import { locale } from '../../i18n/locale.svelte';
import type { Command, Container } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';
import type { App } from '../../state/app';
import { act } from '../containers/act';
import { legal, lineFor, type Verb } from '../containers/actions';
import { type StateLook, stateLook } from '../containers/states';
import { VERBS } from '../containers/verbs';
import { score } from './match';

export type Group = 'containers' | 'images' | 'actions' | 'pages' | 'line';

/** One thing that the palette can do. */
export interface Entry {
  id: string;
  group: Group;
  icon: IconNode;
  /** `solid` where the icon is drawn as an area. */
  style?: string;
  label: string;
  /** Beside the label: what it is of, or where. */
  hint?: string;
  /** Of a container. */
  state?: StateLook;
  /** Also found by these words. */
  also: string;
  /** What it performs, for the strip. */
  command?: Command;
  /** True when the palette stays open: it goes on in there. */
  stays?: boolean;
  act: () => void;
}

/** Rows of one kind that are shown; who looks for more types more. */
const SHOWN = 8;

type Parts = Pick<App, 'mirror' | 'route' | 'settings' | 'dialogs' | 'operations' | 'palette' | 'waits'>;

/** Everything that answers a search, the best first, in groups. */
export function entriesFor(query: string, app: Parts): Entry[] {
  const rank = (entries: Entry[]) =>
    entries
      .flatMap((entry) => {
        const value = score(query, entry.label, `${entry.hint ?? ''} ${entry.also}`);
        return value === undefined ? [] : [{ entry, value }];
      })
      .sort((a, b) => a.value - b.value)
      .map(({ entry }) => entry);
  if (query.trim() === '') return [...actions(app), ...pages(app)];
  return [
    ...rank(ofContainers(query, app)).slice(0, SHOWN),
    ...rank(ofImages(app)).slice(0, SHOWN),
    ...rank(actions(app)),
    ...rank(pages(app)),
  ];
}

function actions({ dialogs, route, settings, palette }: Parts): Entry[] {
  const go = (line: string) => () => {
    palette.text = line;
  };
  const list: Entry[] = [
    {
      id: 'run',
      group: 'actions',
      icon: Play,
      style: 'solid',
      label: m.palette_run(),
      hint: 'docker run',
      also: 'run start',
      act: () => dialogs.run(),
    },
    {
      id: 'build',
      group: 'actions',
      icon: Hammer,
      label: m.palette_build(),
      hint: 'docker build',
      also: 'build',
      act: () => route.go({ page: 'builds' }),
    },
    {
      id: 'pull',
      group: 'actions',
      icon: Download,
      label: m.palette_pull(),
      hint: 'docker pull',
      also: 'pull download',
      stays: true,
      act: go('docker pull '),
    },
  ];
  const dark = settings.dark;
  list.push({
    id: 'theme',
    group: 'actions',
    icon: dark ? Sun : Moon,
    label: dark ? m.palette_light() : m.palette_dark(),
    also: 'theme light dark 테마',
    act: () => settings.choose({ theme: dark ? 'light' : 'dark' }),
  });
  list.push({
    id: 'language',
    group: 'actions',
    icon: Languages,
    label: locale.current === 'ko' ? 'English' : '한국어',
    hint: m.palette_language(),
    also: 'language korean 언어 영어',
    act: () => settings.choose({ language: locale.current === 'ko' ? 'en' : 'ko' }),
  });
  const posix = settings.shell === 'posix';
  list.push({
    id: 'shell',
    group: 'actions',
    icon: Terminal,
    label: posix ? m.palette_powershell() : m.palette_posix(),
    also: 'shell powershell sh bash 셸',
    act: () => settings.choose({ powershell: posix }),
  });
  return list;
}

function pages({ route }: Parts): Entry[] {
  const page = (at: 'containers' | 'images' | 'builds' | 'settings', icon: IconNode, label: string): Entry => ({
    id: `page-${at}`,
    group: 'pages',
    icon,
    label,
    also: at,
    act: () => route.go({ page: at }),
  });
  return [
    page('containers', Boxes, m.nav_containers()),
    page('images', Layers, m.nav_images()),
    page('builds', Hammer, m.nav_builds()),
    page('settings', SettingsIcon, m.nav_settings()),
  ];
}

/** A container, and what it lets be done with it when the search is about few. */
function ofContainers(query: string, app: Parts): Entry[] {
  const { mirror, route } = app;
  const containers = mirror.containers ?? [];
  const named = containers.filter((one) => score(query, one.name, one.image) !== undefined);
  // `stop web` asks for what can be done with one; the name of a few brings it along.
  const several = named.length > 3;
  return containers.flatMap((one) => {
    const open: Entry = {
      id: `container-${one.id}`,
      group: 'containers',
      icon: Boxes,
      label: one.name,
      hint: one.image,
      state: stateLook(one),
      also: shortId(one.id),
      command: { verb: 'containerInspect', container: one.name },
      act: () => route.go({ page: 'container', id: one.id }),
    };
    const verbs = mirror.live ? legal(one.state) : [];
    const words = query.trim().includes(' ');
    return [open, ...(several && !words ? [] : verbs.map((verb) => onContainer(verb, one, app)))];
  });
}

function onContainer(verb: Verb, one: Container, app: Parts): Entry {
  const look = VERBS[verb];
  return {
    id: `${verb}-${one.id}`,
    group: 'containers',
    icon: look.icon,
    style: look.style,
    label: m.palette_on({ action: look.label(), name: one.name }),
    also: `${verb} ${verb === 'rm' ? 'remove' : ''}`,
    command: lineFor(verb, one),
    act: () => act(app, verb, one),
  };
}

function ofImages({ mirror, route, dialogs }: Parts): Entry[] {
  return (mirror.images ?? []).flatMap((image) =>
    image.names.flatMap(({ repository, tag }): Entry[] => {
      const name = `${repository}:${tag}`;
      return [
        {
          id: `image-${name}`,
          group: 'images',
          icon: Layers,
          label: name,
          hint: shortId(image.id),
          also: '',
          command: { verb: 'imageInspect', image: name },
          act: () => route.go({ page: 'image', id: image.id, name }),
        },
        {
          id: `run-image-${name}`,
          group: 'images',
          icon: Play,
          style: 'solid',
          label: m.palette_run_image({ image: name }),
          also: 'run',
          act: () => dialogs.run({ image: name }),
        },
      ];
    }),
  );
}
