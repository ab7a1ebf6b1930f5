/** The answers of commands that only look, as tables. */
import { ago, shortId, sizeText } from '../../i18n/format';
import type { Answer, Port } from '../../ipc/bindings';
import { m } from '../../paraglide/messages';
import type { Place } from '../../state/route.svelte';
import { stateLook } from '../containers/states';
import { memoryText } from '../containers/usage/numbers';

export interface Table {
  titles: string[];
  rows: string[][];
  /** Columns of numbers, from 0. */
  numbers?: number[];
}

/** The table of an answer; undefined for what is no table. */
export function tableOf(answer: Answer): Table | undefined {
  const now = Date.now() / 1000;
  switch (answer.of) {
    case 'containers':
      return {
        titles: [m.column_name(), m.col_image(), m.column_state(), m.column_ports(), m.column_created()],
        rows: answer.containers.map((one) => [
          one.name,
          one.image,
          stateLook(one).word,
          portsText(one.ports),
          ago(one.created, now),
        ]),
      };
    case 'images':
      return {
        titles: [m.column_name(), 'ID', m.column_created(), m.column_size()],
        rows: answer.images.flatMap((one) => {
          const names =
            one.names.length > 0 ? one.names.map(({ repository, tag }) => `${repository}:${tag}`) : ['<none>'];
          return names.map((name) => [name, shortId(one.id), ago(one.created, now), sizeText(one.size)]);
        }),
        numbers: [3],
      };
    case 'networks':
      return {
        titles: [m.column_name(), 'ID', m.col_driver(), m.col_scope(), m.col_subnets()],
        rows: answer.networks.map((one) => [one.name, shortId(one.id), one.driver, one.scope, one.subnets.join(', ')]),
      };
    case 'volumes':
      return {
        titles: [m.column_name(), m.col_driver(), m.col_mountpoint()],
        rows: answer.volumes.map((one) => [one.name, one.driver, one.mountpoint]),
      };
    case 'history':
      return {
        titles: [m.column_created(), m.col_created_by(), m.column_size()],
        rows: answer.layers.map((one) => [ago(one.created, now), one.instruction, sizeText(one.size)]),
        numbers: [2],
      };
    case 'processes':
      return { titles: answer.titles, rows: answer.rows };
    case 'ports':
      return {
        titles: [m.col_container_port(), m.col_host_port()],
        rows: answer.ports.map((one) => [
          `${one.containerPort}/${protocol(one)}`,
          one.hostPort === null ? '—' : `${one.hostIp ?? ''}:${one.hostPort}`,
        ]),
      };
    case 'fileChanges': {
      const words = { changed: m.change_changed, added: m.change_added, deleted: m.change_deleted };
      return {
        titles: [m.col_change(), m.col_path()],
        rows: answer.changes.map(({ kind, path }) => [words[kind](), path]),
      };
    }
    case 'stats':
      return statsTable(answer.samples);
    case 'searchResults':
      return {
        titles: [m.column_name(), m.col_description(), m.col_stars(), m.col_official()],
        rows: answer.results.map((one) => [one.name, one.description, String(one.stars), one.official ? m.yes() : '']),
        numbers: [2],
      };
    case 'diskUsage': {
      const words = {
        images: m.nav_images,
        containers: m.nav_containers,
        volumes: m.disk_volumes,
        buildCache: m.disk_cache,
      };
      return {
        titles: [m.col_kind(), m.col_total(), m.col_active(), m.column_size(), m.col_reclaimable()],
        rows: answer.usage.map((one) => [
          words[one.kind](),
          String(one.total),
          String(one.active),
          sizeText(one.size),
          sizeText(one.reclaimable),
        ]),
        numbers: [1, 2, 3, 4],
      };
    }
    case 'contexts':
      return {
        titles: [m.column_name(), m.col_description(), m.col_address()],
        rows: answer.contexts.map((one) => [
          one.current ? m.context_current({ name: one.name }) : one.name,
          one.error ?? one.description,
          one.address,
        ]),
      };
    case 'facts':
      return { titles: [m.col_fact(), m.col_value()], rows: answer.facts.map(({ key, value }) => [key, value]) };
    case 'objects':
      return undefined;
  }
}

type Samples = (Answer & { of: 'stats' })['samples'];

export function statsTable(samples: Samples): Table {
  return {
    titles: [m.column_name(), 'CPU', m.col_memory(), m.col_network(), m.col_disk(), 'PIDs'],
    rows: samples.map((one) => [
      one.name,
      one.cpuPercent === null ? '—' : `${one.cpuPercent.toFixed(2)} %`,
      `${memoryText(one.memory)} / ${memoryText(one.memoryLimit)}`,
      `${sizeText(one.received)} / ${sizeText(one.sent)}`,
      `${sizeText(one.read)} / ${sizeText(one.written)}`,
      String(one.pids),
    ]),
    numbers: [1, 2, 3, 4, 5],
  };
}

function protocol(port: Port): string {
  return typeof port.protocol === 'string'
    ? port.protocol
    : 'word' in port.protocol
      ? String(port.protocol.word)
      : port.protocol.kind;
}

function portsText(ports: Port[]): string {
  const host = (one: Port) => (one.hostPort === null ? '' : `${one.hostPort}→`);
  return ports.map((one) => `${host(one)}${one.containerPort}/${protocol(one)}`).join(', ');
}

/** The page that shows the same and follows it. */
export function pageOf(answer: Answer): { label: string; place: Place } | undefined {
  if (answer.of === 'containers') return { label: m.nav_containers(), place: { page: 'containers' } };
  if (answer.of === 'images') return { label: m.nav_images(), place: { page: 'images' } };
  return undefined;
}
