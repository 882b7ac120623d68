export { fileReason } from './file-reason.js'
export type { ConfigFiles, EntryType, FolderEntry } from './files.js'
export { CONFIG_NAME, type ConfigFinder, createConfigFinder, workspaceOf } from './find-config.js'
export { compileGlob, compileGlobs, globBase, isGlob, type PathTest } from './glob.js'
export { type ConfigChain, type ConfigLayer, listOf } from './layer.js'
export { memoize } from './memoize.js'
export { nearest, unknownName } from './nearest.js'
export * from './paths.js'
export { type ConfigReader, type LoadedConfig, readConfig } from './read-config.js'
export {
  type ClaimsRegister,
  createRegister,
  type RegisterEntry,
  type RegisterNames,
  readRegister,
} from './register.js'
export { createResolver, type Setting, type Settings, type SettingsResolver } from './resolve.js'
export { type ConfigData, configSchema, type KnownNames } from './schema.js'
export { configTemplate } from './template.js'
