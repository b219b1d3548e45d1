package imc.api.bound;

/**
 * How much one may have of what many share, and nobody has a part of his own in (dynamic thresholds, as switches share
 * out their buffers): as much as he likes while more than half of all is left, and then half of what is left. However
 * many take all that they can get, there is something left for one more.
 */
public final class Shares {

    private Shares() {
    }

    /**
     * Whether so little is left that it matters who has how much.
     *
     * @param left what nobody has; less than 0 where more was given than there is
     * @param most all that there is
     */
    public static boolean areTight(long left, long most) {
        return left <= most / 2;
    }

    /**
     * Whether somebody has more than his share.
     *
     * @param his  what he has
     * @param left what nobody has; less than 0 where more was given than there is
     * @param most all that there is
     */
    public static boolean areExceeded(long his, long left, long most) {
        return areTight(left, most) && his > Math.max(0, left) / 2;
    }
}
