package imc.bench.load;

/**
 * What was done in a time.
 *
 * @param requests   requests that were answered and whose copies had all come
 * @param deliveries copies that reached their member
 * @param seconds    how long that took
 * @param spent      processor time that the server spent meanwhile
 */
public record Throughput(long requests, long deliveries, double seconds, Spent spent) {

    /** Requests per second. */
    public double requestRate() {
        return requests / seconds;
    }
}
