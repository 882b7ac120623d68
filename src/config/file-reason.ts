const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'no such file or folder',
  EISDIR: 'is a folder',
  ENOTDIR: 'is not a folder',
  ELOOP: 'a symbolic link leads back to itself',
  EMFILE: 'too many open files',
  ENOSPC: 'no space left on the disk',
  EROFS: 'the disk is read-only',
  ERR_FS_FILE_TOO_LARGE: 'larger than 2 GB',
}

/** A file system error in plain words. */
export function fileReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  const message = error instanceof Error ? error.message : String(error)
  return reasons[code] ?? message
}
