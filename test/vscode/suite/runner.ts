import type { Event } from 'vscode'

interface Test {
  readonly name: string
  readonly run: () => unknown
}

interface Result {
  readonly name: string
  readonly milliseconds: number
  readonly error?: string
}

const tests: Test[] = []

/** Adds a test, if its name is asked for; tests run one after the other, in the order in which they were added. */
export function test(name: string, run: () => unknown): void {
  if (name.includes(process.env.ONLY ?? '')) tests.push({ name, run })
}

const testLimit = 60_000

/** Runs all tests. What came of each goes to the console as a line, which the harness reads. @throws if one failed */
export async function run(): Promise<void> {
  let failed = 0
  for (const { name, run: body } of tests) {
    const started = Date.now()
    const error = await within(testLimit, body).then(
      () => undefined,
      (reason) => String(reason instanceof Error ? (reason.stack ?? reason) : reason),
    )
    if (error !== undefined) failed += 1
    const result: Result = { name, milliseconds: Date.now() - started, ...(error === undefined ? {} : { error }) }
    console.log(`TEST_RESULT ${JSON.stringify(result)}`)
  }
  console.log(`TEST_END ${tests.length}`)
  if (failed > 0) throw new Error(`${failed} of ${tests.length} failed`)
}

/** @throws after so many milliseconds */
async function within(limit: number, body: () => unknown): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took more than ${limit} ms`)), limit)
  })
  try {
    await Promise.race([Promise.resolve().then(body), late])
  } finally {
    clearTimeout(timer)
  }
}

const milliseconds = 30_000

/** Waits until a probe gives something: asked at once, and again at each event. @throws after 30 s, with what was last seen */
export async function until<T>(
  event: Event<unknown>,
  probe: () => T | undefined | Promise<T | undefined>,
  seen: () => unknown = () => '',
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const ask = (): void => void Promise.resolve(probe()).then((found) => found !== undefined && resolve(found), reject)
  const listener = event(ask)
  const timer = setTimeout(() => reject(new Error(`nothing came; last seen: ${JSON.stringify(seen())}`)), milliseconds)
  ask()
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    listener.dispose()
  }
}

/** @throws unless both are the same as JSON */
export function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [actual, expected].map((value) => JSON.stringify(value))
  if (a !== b) throw new Error(`expected ${b}, but got ${a}`)
}

/** @throws unless it holds */
export function ok(value: unknown, message = 'does not hold'): asserts value {
  if (!value) throw new Error(message)
}
