import { expect, it } from 'vitest';
import { masked, pairsOf } from './jsonSecrets';
import { MASK } from './secrets';

const config = {
  Env: ['PATH=/bin', 'DB_PASSWORD=a "b" \\ = {[c]}, d', 'BARE'],
  Cmd: ['DB_PASSWORD=of the command'],
  Labels: { 'com.example.token': 'x', Env: 'y' },
};
const json = JSON.stringify([{ Id: 'a', Env: ['NOT=of a config'], Config: config, Size: 1 }], null, 2);

it('finds the variables and labels of a config, and nothing that only looks like them', () => {
  expect(pairsOf(json).map(({ key, value }) => [key, value])).toEqual([
    ['env PATH', '/bin'],
    ['env DB_PASSWORD', 'a "b" \\ = {[c]}, d'],
    ['labels com.example.token', 'x'],
    ['labels Env', 'y'],
  ]);
  expect(pairsOf('null')).toEqual([]);
  expect(pairsOf('')).toEqual([]);
});

it('hides values and leaves the rest as the engine wrote it', () => {
  const large = '{"Config": {"Env": ["A=1", "B=2"]}, "Soft": 9223372036854775807}';
  const hidden = pairsOf(large).filter(({ name }) => name === 'B');
  expect(masked(large, hidden)).toBe(large.replace('B=2', `B=${MASK}`));
  expect(masked(large, [])).toBe(large);
  expect(JSON.parse(masked(json, pairsOf(json)))[0].Config.Labels).toEqual({ 'com.example.token': MASK, Env: MASK });
});
