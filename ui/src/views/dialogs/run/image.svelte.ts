import type { Backend } from '../../../ipc/backend';
import type { Image, ImageConfig, ImagePart, Problem, SearchResult } from '../../../ipc/bindings';
import type { Mirror } from '../../../state/mirror.svelte';
import type { Operations } from '../../../state/operations.svelte';

/** Names proposed at once. */
const MOST = 8;

/** `nginx` for `nginx:latest`: as one types it. */
function short(repository: string, tag: string): string {
  return tag === 'latest' ? repository : `${repository}:${tag}`;
}

/** Names of local images that have a text in them, those that begin with it first. Nothing for a text that is a name already. */
export function localNames(images: readonly Image[], text: string): string[] {
  const typed = text.trim().toLowerCase();
  if (typed === '') return [];
  const names = images.flatMap((image) => image.names.map(({ repository, tag }) => short(repository, tag)));
  if (names.some((name) => name.toLowerCase() === typed || `${name}:latest`.toLowerCase() === typed)) return [];
  const rank = (name: string) => (name.startsWith(typed) ? 0 : 1);
  return [...new Set(names)]
    .filter((name) => name.toLowerCase().includes(typed))
    .sort((a, b) => rank(a) - rank(b) || a.length - b.length || a.localeCompare(b, 'en'))
    .slice(0, MOST);
}

/** The local image that a reference in its parts names, by the name that the engine lists. */
export function localName(parts: readonly ImagePart[], images: readonly Image[]): string | undefined {
  const part = (kind: ImagePart['kind']) => parts.find((one) => one.kind === kind)?.text ?? '';
  if (part('id') !== '') return images.find((image) => image.id === part('id'))?.id;
  const [registry, project, image, tag] = [part('registry'), part('project'), part('image'), part('tag')];
  const path =
    registry === 'docker.io'
      ? project === 'library'
        ? ''
        : `${project}/`
      : `${registry}/${project === '' ? '' : `${project}/`}`;
  const known = images.find(({ names }) =>
    names.some((name) => name.repository === `${path}${image}` && name.tag === tag),
  );
  return known && `${path}${image}:${tag}`;
}

/** What the chosen image says of itself, while it is here. */
export class ImageFacts {
  config = $state.raw<ImageConfig>();
  #name: string | undefined;

  constructor(
    private readonly backend: Backend,
    private readonly mirror: Mirror,
  ) {}

  /** Reads the image that the parts name; what was known of another one is forgotten. */
  async read(parts: readonly ImagePart[]): Promise<void> {
    const name = localName(parts, this.mirror.images ?? []);
    if (name === this.#name) return;
    this.#name = name;
    this.config = undefined;
    if (name === undefined) return;
    const answer = await this.backend.imageDetail(name);
    // An image that went meanwhile has nothing to say.
    if (this.#name === name && answer.status === 'ok') this.config = answer.data.config;
  }
}

/** `docker search`, when it is asked for. */
export class RegistrySearch {
  /** What was looked for. */
  term = $state<string>();
  results = $state.raw<SearchResult[]>();
  problem = $state.raw<Problem>();
  #asked = 0;

  constructor(private readonly operations: Operations) {}

  async find(term: string) {
    this.#asked += 1;
    const asked = this.#asked;
    this.term = term;
    this.results = undefined;
    this.problem = undefined;
    const answer = await this.operations.perform({ verb: 'search', term }).result;
    if (asked !== this.#asked) return;
    if (answer.status === 'error') this.problem = answer.error;
    else if (answer.data.kind === 'answer' && answer.data.answer.of === 'searchResults')
      this.results = answer.data.answer.results;
  }

  forget() {
    this.#asked += 1;
    this.term = undefined;
    this.results = undefined;
    this.problem = undefined;
  }
}

/** As a Dockerfile would write it in its shell form: words between spaces, quoted where they need it. */
export function wordsText(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
