/** What a worker says of each try; anything else it says is its result. */
export const TRIED = "tried";
