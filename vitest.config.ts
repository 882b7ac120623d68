import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // The tests share nothing that could be changed, so the workers need not be renewed.
    isolate: false,
    maxWorkers: 2,
    // A busy machine is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    include: ['test/**/*.test.ts'],
    reporters: process.env.CI ? ['default', ['json', { outputFile: 'dist/test-results.json' }]] : ['default'],
  },
})
