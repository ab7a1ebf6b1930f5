import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tour/**/*.tour.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    reporters: ['verbose'],
    allowOnly: false,
  },
});
