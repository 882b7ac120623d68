import './untrusted.js'

export { run } from './runner.js'
