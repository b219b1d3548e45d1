package imc.api.room;

import imc.api.Answer;

/** A setting is not set now, whatever its value is: {@link RoomSetting#preparing}. */
public final class SettingRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    /**
     * @param answer to who would set it
     * @throws IllegalArgumentException if it refuses nothing
     */
    public SettingRefusedException(Answer answer) {
        super(answer.text(), null, false, false);
        if (answer.isSuccess()) {
            throw new IllegalArgumentException("the code " + answer.code() + " refuses nothing");
        }
        this.answer = answer;
    }

    /** To who would set it. */
    public Answer answer() {
        return answer;
    }
}
