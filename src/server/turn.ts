/** Lets messages that wait be read first: cancellations, and edits that make the work pointless. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
