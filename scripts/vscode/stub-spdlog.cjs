// Stands in for VS Code's native logger: log files stay, binding errors go.
const fs = require('node:fs')
const path = require('node:path')

class Logger {
  constructor(_type, _name, file) {
    this.file = file
    this.level = 2
    fs.mkdirSync(path.dirname(file), { recursive: true })
  }
  write(level, name, message) {
    if (level < this.level) return
    fs.appendFileSync(this.file, this.raw ? message : `${new Date().toISOString()} [${name}] ${message}\n`)
  }
  trace(message) {
    this.write(0, 'trace', message)
  }
  debug(message) {
    this.write(1, 'debug', message)
  }
  info(message) {
    this.write(2, 'info', message)
  }
  warn(message) {
    this.write(3, 'warning', message)
  }
  error(message) {
    this.write(4, 'error', message)
  }
  critical(message) {
    this.write(5, 'critical', message)
  }
  getLevel() {
    return this.level
  }
  setLevel(level) {
    this.level = level
  }
  setPattern() {}
  clearFormatters() {
    this.raw = true
  }
  flush() {}
  drop() {}
}

// Named one by one, so that an import of this file sees the names.
exports.version = 0
exports.setLevel = () => {}
exports.setFlushOn = () => {}
exports.Logger = Logger
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file)
exports.createAsyncRotatingLogger = async (name, file) => new Logger('rotating_async', name, file)
