import { toJsonSchema } from '@valibot/to-json-schema'
import { lexiconSchema } from '../build/schema.js'
import { registerSchema } from './read-register.js'
import type { RegisterNames } from './register.js'
import { configSchema, type KnownNames } from './schema.js'

/** The JSON Schema of `forthright.yml` for editors. Made when the product is built; not for use at run time. */
export const configJsonSchema = (names: KnownNames): object => ({
  ...toJsonSchema(configSchema(names), { errorMode: 'ignore' }),
  title: 'forthright.yml',
})

/** The JSON Schema of a claims register. Made when the product is built. */
export const registerJsonSchema = (names: RegisterNames): object => ({
  ...toJsonSchema(registerSchema(names), { errorMode: 'ignore' }),
  title: 'claims.yml',
})

/** The JSON Schema of a lexicon, as a person writes it. Made when the product is built. */
export const lexiconJsonSchema = (): object => ({
  ...toJsonSchema(lexiconSchema, { errorMode: 'ignore', typeMode: 'input' }),
  title: '<locale>.yml',
})
