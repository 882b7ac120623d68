import { window } from 'vscode'

/** Types the command into a terminal; the person presses Enter. */
export function runInTerminal(): void {
  const terminal = window.createTerminal('Forthright')
  terminal.show()
  terminal.sendText('npx forthright', false)
}
