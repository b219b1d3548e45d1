package imc.script.internal.text;

/**
 * A place in a script.
 *
 * @param line   from 1 on
 * @param column from 1 on
 */
public record Position(int line, int column) {

    /** {@code line 7, column 3}. */
    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
