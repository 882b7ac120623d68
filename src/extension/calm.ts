import type { Disposable } from 'vscode'

const milliseconds = 250

/** Runs a function once after the last of several calls, so that typing does not redraw at every key. */
export function calm(run: () => void): Disposable & { readonly call: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    call: () => {
      clearTimeout(timer)
      timer = setTimeout(run, milliseconds)
    },
    dispose: () => clearTimeout(timer),
  }
}
