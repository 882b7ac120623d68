import type { BigIntStats } from 'node:fs'

/** Changes whenever a file is written by anyone. */
export const versionOf = ({ mtimeNs, size, ino }: BigIntStats): string => `${mtimeNs} ${size} ${ino}`
