package imc.bench.load;

/**
 * Processor time that a server has spent, in seconds.
 *
 * @param all  in user mode and in the kernel, by all of its threads
 * @param user in user mode, by all threads but those that compile bytecode: what its own code costs once it is compiled
 */
public record Spent(double all, double user) {

    /** For when nobody asks. */
    static final Spent NOTHING = new Spent(0, 0);

    /** What was spent since then. */
    Spent since(Spent before) {
        return new Spent(all - before.all, user - before.user);
    }
}
