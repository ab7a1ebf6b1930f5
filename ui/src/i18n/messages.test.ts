import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { explain, messageName } from './explanations';
import { locale } from './locale.svelte';
import { CODES, wording } from './problems';

type Message = string | { match: Record<string, string> }[];

/** Every file of messages: one for what all pages share, and one for each topic, as the project's settings list them. */
const FILES: string[] = JSON.parse(readFileSync(resolve(__dirname, '../../project.inlang/settings.json'), 'utf8'))[
  'plugin.inlang.messageFormat'
].pathPattern;

function read(language: string): Record<string, Message> {
  const all: Record<string, Message> = {};
  for (const file of FILES) {
    const path = resolve(__dirname, '../..', file.replace('{locale}', language));
    for (const [key, message] of Object.entries<Message>(JSON.parse(readFileSync(path, 'utf8')))) {
      expect(all, `${file} has a key of another file`).not.toHaveProperty([key]);
      all[key] = message;
    }
  }
  return all;
}
const en = read('en');
const ko = read('ko');

const texts = (message: Message): string[] =>
  typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
const placeholders = (message: Message): string[] =>
  [...new Set(texts(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

describe('the two languages', () => {
  it('have the same messages', () => {
    expect(Object.keys(ko).sort()).toEqual(Object.keys(en).sort());
  });

  it('leave none empty', () => {
    for (const [language, messages] of Object.entries({ en, ko })) {
      for (const [key, message] of Object.entries(messages)) {
        for (const text of texts(message)) expect(text.trim(), `${language} ${key}`).not.toBe('');
      }
    }
  });

  it('fill the same places', () => {
    for (const [key, message] of Object.entries(en)) {
      const shown = new Set(placeholders(message));
      // A language without plurals may say the number where the other leaves it out.
      for (const place of placeholders(ko[key] ?? '')) {
        if (place !== '{count}') expect(shown, key).toContain(place);
      }
      if (typeof message === 'string') expect(placeholders(ko[key] ?? ''), key).toEqual([...shown]);
    }
  });

  it('hold nothing that the window never says', () => {
    const src = resolve(__dirname, '..');
    const said = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(svelte|ts)$/.test(file) && !/paraglide|\.test\.ts$/.test(file))
      .flatMap((file) => readFileSync(resolve(src, file), 'utf8').match(/\bm\.\w+/g) ?? []);
    const used = new Set(said.map((word) => word.slice(2)));
    expect(Object.keys(en).filter((key) => !key.startsWith('explain_') && !used.has(key))).toEqual([]);
  });

  it('say no English sentence in Korean', () => {
    // Words of commands and products stay as they are; a sentence of several English words and no Korean is a slip.
    for (const [key, message] of Object.entries(ko)) {
      for (const text of texts(message)) {
        const sentence = /[a-z]{3,} [a-z]{2,} [a-z]{2,}/.test(text) && !/[가-힣]/.test(text);
        expect(sentence, `${key}: ${text}`).toBe(false);
      }
    }
  });
});

describe('explanations', () => {
  const keys = inject('messageKeys');

  it('exist in both languages for every key that a line can carry', () => {
    expect(keys.length).toBeGreaterThan(20);
    for (const key of keys) {
      expect(en, key).toHaveProperty(messageName(key));
      expect(ko, key).toHaveProperty(messageName(key));
      expect(explain(key), key).toBeTruthy();
    }
  });

  it('explain nothing that no line can carry', () => {
    const wanted = new Set(keys.map(messageName));
    const said = Object.keys(en).filter((key) => key.startsWith('explain_'));
    expect(said.filter((key) => !wanted.has(key))).toEqual([]);
  });

  it('follow the language', () => {
    locale.set('ko');
    expect(explain('run.publish')).toMatch(/포트/);
    expect(explain('no.such.key')).toBeUndefined();
  });
});

describe('problems', () => {
  it.each(['en', 'ko'] as const)('say what, why and what to do for every code in %s', (language) => {
    locale.set(language);
    const seen = new Set<string>();
    for (const code of CODES) {
      const { what, why, todo } = wording({ code, params: {} });
      for (const text of [what, why, todo]) {
        expect(text.trim(), code).not.toBe('');
        expect(text, code).not.toMatch(/undefined|problem_/);
      }
      seen.add(what);
    }
    expect(seen.size, 'two codes say the same').toBe(CODES.length);
  });

  it('name what they are about', () => {
    expect(wording({ code: 'portInUse', params: { port: '80' } }).what).toContain('80');
    expect(wording({ code: 'buildStepFailed', params: { step: 'RUN make', exitCode: '2' } }).why).toContain('2');
    expect(wording({ code: 'dockerfileInvalid', params: { line: '7' } }).what).toContain('7');
  });
});
