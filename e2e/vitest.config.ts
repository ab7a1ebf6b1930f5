import { defineConfig } from 'vitest/config';

// One window on one engine at a time: the tests share the lab, and two windows on two cores only wait for each other.
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 90_000,
    reporters: ['verbose'],
    allowOnly: false,
  },
});
