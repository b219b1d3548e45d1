package imc.script.internal.eval;

/** What a name in an expression stands for. */
interface Operand {

    /** What it is worth now: a text, a number, a pattern, or what a function is called by. */
    Object value(Evaluation evaluation);
}
