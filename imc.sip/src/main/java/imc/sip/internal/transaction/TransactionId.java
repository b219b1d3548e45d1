package imc.sip.internal.transaction;

/**
 * What a server transaction is known by; made by {@link TransactionKeys}.
 *
 * @param base   what its request has in common with its CANCEL
 * @param common what it has in common with the same by another way; else with its copies alone
 * @param key    its own: of its copies, those from elsewhere differ in the highest {@value #SOURCE_BITS} bits alone
 */
public record TransactionId(long base, long common, long key) {

    static final int SOURCE_BITS = 24;
    private static final int REST_BITS = Long.SIZE - SOURCE_BITS;

    /** What both have that differ in their source alone. */
    static long withoutSource(long key) {
        return key & (1L << REST_BITS) - 1;
    }

    /** @param source of which {@value #SOURCE_BITS} bits count */
    static long withSource(long key, long source) {
        return withoutSource(key) | source << REST_BITS;
    }
}
