package imc.bench.load;

/**
 * What was done in a time.
 *
 * @param requests   requests that were answered and whose copies had all come
 * @param deliveries copies that reached their member
 * @param seconds    how long that took
 * @param processor  seconds of processor time that the server spent meanwhile
 */
public record Throughput(long requests, long deliveries, double seconds, double processor) {

    /** Requests per second. */
    public double requestRate() {
        return requests / seconds;
    }
}
