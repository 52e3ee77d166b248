/**
 * Width of a chunk of member numbers, in bits: 4,194,304 members each. A dense chunk is a bitmap of 512 KiB, small enough that
 * a union over hundreds of days stays in bounded memory, and large enough that 400 million members are 96 rows a period.
 */
export const CHUNK_BITS = 22;
