import './start.js'
import './documents.js'
import './mending.js'
import './reading.js'
import './views.js'
import './settings.js'

export { run } from './runner.js'
