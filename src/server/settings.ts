import * as v from 'valibot'
import { severities } from '../core/index.js'
import type { ForthrightSettings, InitializationOptions } from './protocol.js'

const shown = v.optional(v.picklist([...severities, 'off']))

/** What a client sent, with the default for everything that is missing or of no use. */
const schema = v.fallback(
  v.object({
    enable: v.fallback(v.boolean(), true),
    run: v.fallback(v.picklist(['onType', 'onSave']), 'onType'),
    messageLanguage: v.fallback(v.string(), 'auto'),
    severityOverride: v.fallback(v.object({ error: shown, warning: shown, info: shown, hint: shown }), {}),
    codeLens: v.fallback(v.boolean(), true),
    inlayHints: v.fallback(v.boolean(), true),
    configFile: v.fallback(v.string(), ''),
  }),
  {
    enable: true,
    run: 'onType',
    messageLanguage: 'auto',
    severityOverride: {},
    codeLens: true,
    inlayHints: true,
    configFile: '',
  },
)

/** Errors are shown as warnings unless somebody says otherwise: red is for what stops a build. */
const defaultOverride: ForthrightSettings['severityOverride'] = { error: 'warning' }

/** Reads settings as a client sent them. */
export function readSettings(sent: unknown): ForthrightSettings {
  const { severityOverride, ...settings } = v.parse(schema, sent)
  const given = Object.entries(severityOverride).filter(([, value]) => value !== undefined)
  return { ...settings, severityOverride: { ...defaultOverride, ...Object.fromEntries(given) } }
}

const optionsSchema = v.fallback(
  v.object({
    commands: v.fallback(v.array(v.string()), []),
    trusted: v.fallback(v.boolean(), true),
    workspaceDiagnostics: v.fallback(v.boolean(), true),
    settings: v.fallback(v.record(v.string(), v.unknown()), {}),
  }),
  { commands: [], trusted: true, workspaceDiagnostics: true, settings: {} },
)

/** Reads initialisation options as a client sent them. */
export function readInitializationOptions(sent: unknown): InitializationOptions {
  const { settings, ...options } = v.parse(optionsSchema, sent ?? {})
  return { ...options, settings: readSettings(settings) }
}
