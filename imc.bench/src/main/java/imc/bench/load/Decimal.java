package imc.bench.load;

/** Decimal numbers as ASCII. */
final class Decimal {

    private Decimal() {
    }

    /** Writes a number that is not negative; the byte behind its last digit. */
    static int write(long number, byte[] to, int at) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits;
    }
}
