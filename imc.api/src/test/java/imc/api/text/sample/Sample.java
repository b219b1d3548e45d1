package imc.api.text.sample;

/** Has texts beside it. */
public final class Sample {

    private Sample() {
    }
}
