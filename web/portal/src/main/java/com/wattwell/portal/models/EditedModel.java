package com.wattwell.portal.models;

import com.wattwell.metermodel.MeterModel;
import com.wattwell.platform.RefusedException;
import com.wattwell.protocol.MeterRequest.SupplyAction;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A model as a person edits it, from its document and back. What is wrong with it the service says. */
public final class EditedModel implements Serializable {

    private static final long serialVersionUID = 1;

    private String make;
    private String name;
    private String code;
    private String protocol;
    private String commodity;
    private Integer baud;
    private String parity;
    private Integer preamble;
    private boolean diHighFirst;
    private Integer replyMillis;
    private boolean readsBlocks;
    private String supply;
    private boolean ciphertext;
    private Integer controlLevel;
    private Integer writeLevel;
    private String operator;
    private String note;
    private final List<Line> words = new ArrayList<>();
    private final List<Line> memory = new ArrayList<>();
    private final List<Line> items = new ArrayList<>();
    private final List<Line> passwords = new ArrayList<>();

    /** A named thing with one value or two: a control word, a memory, an item, a password. */
    public static final class Line implements Serializable {

        private static final long serialVersionUID = 1;
        private String key;
        private String text;
        private Integer number;
        private boolean forgotten;
        private final boolean set;

        Line(String key, String text, Integer number, boolean set) {
            this.key = key;
            this.text = text;
            this.number = number;
            this.set = set;
        }

        public String getKey() {
            return key;
        }

        public void setKey(String key) {
            this.key = key;
        }

        public String getText() {
            return text;
        }

        public void setText(String text) {
            this.text = text;
        }

        public Integer getNumber() {
            return number;
        }

        public void setNumber(Integer number) {
            this.number = number;
        }

        public boolean isForgotten() {
            return forgotten;
        }

        public void setForgotten(boolean forgotten) {
            this.forgotten = forgotten;
        }

        /** Of a password: whether there is one. It is never shown. */
        public boolean isSet() {
            return set;
        }
    }

    private EditedModel() {
        // from a document only
    }

    /** @param levels of which the model has a password */
    static EditedModel of(JsonObject document, List<Integer> levels) {
        EditedModel edited = new EditedModel();
        edited.make = document.getString("make");
        edited.name = document.getString("name");
        edited.code = document.getString("code");
        edited.protocol = document.getString("protocol");
        edited.commodity = document.getString("commodity");
        edited.baud = document.getInt("baud");
        edited.parity = document.getString("parity");
        edited.preamble = document.getInt("preamble");
        edited.diHighFirst = document.getBoolean("diHighFirst");
        edited.replyMillis = document.getInt("replyMillis");
        edited.readsBlocks = document.getBoolean("readsBlocks");
        edited.supply = document.getString("supply");
        edited.ciphertext = document.getBoolean("ciphertext");
        edited.controlLevel = document.getInt("controlLevel");
        edited.writeLevel = document.getInt("writeLevel");
        edited.operator = document.getString("operator");
        edited.note = document.getString("note");
        for (SupplyAction action : SupplyAction.values()) {
            edited.words.add(new Line(action.name(), document.getJsonObject("controlWords").getString(action.name(), null), null, false));
        }
        for (MeterModel.Memory kind : MeterModel.Memory.values()) {
            JsonObject memory = document.getJsonObject("memory");
            edited.memory.add(new Line(kind.name(), null, memory.containsKey(kind.name()) ? memory.getInt(kind.name()) : null, false));
        }
        document.getJsonObject("items").forEach((item, value) -> edited.items.add(line(item, value)));
        Set<Integer> shown = new TreeSet<>(levels);
        shown.add(edited.controlLevel);
        shown.add(edited.writeLevel);
        shown.forEach(level -> edited.passwords.add(new Line(level.toString(), null, level, levels.contains(level))));
        edited.passwords.add(new Line(null, null, null, false));
        return edited;
    }

    private static Line line(String item, JsonValue value) {
        if (value instanceof JsonObject object) {
            return new Line(item, object.getString("type"), object.containsKey("decimals") ? object.getInt("decimals") : null, false);
        }
        return new Line(item, ((JsonString) value).getString(), null, false);
    }

    void add(String item) {
        items.add(new Line(item, null, null, false));
    }

    void remove(int index) {
        items.remove(index);
    }

    /** @throws RefusedException when an item stands there twice */
    JsonObject document() {
        JsonObjectBuilder document = Json.createObjectBuilder().add("make", plain(make)).add("name", plain(name)).add("code", plain(code).toUpperCase(Locale.ROOT))
                .add("protocol", protocol).add("commodity", commodity).add("baud", baud).add("parity", parity).add("diHighFirst", diHighFirst)
                .add("readsBlocks", readsBlocks).add("supply", supply).add("ciphertext", ciphertext).add("operator", plain(operator).toUpperCase(Locale.ROOT))
                .add("note", plain(note));
        number(document, "preamble", preamble);
        number(document, "replyMillis", replyMillis);
        number(document, "controlLevel", controlLevel);
        number(document, "writeLevel", writeLevel);
        JsonObjectBuilder wordsThere = Json.createObjectBuilder();
        words.stream().filter(word -> !plain(word.text).isEmpty()).forEach(word -> wordsThere.add(word.key, word.text.strip()));
        JsonObjectBuilder memoryThere = Json.createObjectBuilder();
        memory.stream().filter(kind -> kind.number != null).forEach(kind -> memoryThere.add(kind.key, kind.number));
        return document.add("controlWords", wordsThere).add("memory", memoryThere).add("items", itemsThere()).add("passwords", passwordsThere()).build();
    }

    private JsonObjectBuilder itemsThere() {
        JsonObjectBuilder there = Json.createObjectBuilder();
        Set<String> seen = new HashSet<>();
        for (Line item : items) {
            String key = plain(item.key);
            if (!seen.add(key)) {
                throw RefusedException.invalid("items", "refused.itemTwice", "The item " + key + " stands there twice.", key);
            }
            JsonObjectBuilder value = Json.createObjectBuilder().add("type", plain(item.text));
            number(value, "decimals", item.number);
            there.add(key, value);
        }
        return there;
    }

    /** Only those that were changed or are to be forgotten: the others stay. */
    private JsonObjectBuilder passwordsThere() {
        JsonObjectBuilder there = Json.createObjectBuilder();
        passwords.stream().filter(password -> password.number != null && (password.forgotten || !plain(password.text).isEmpty()))
                .forEach(password -> there.add(password.number.toString(), password.forgotten ? "" : password.text));
        return there;
    }

    private static void number(JsonObjectBuilder object, String field, Integer value) {
        if (value != null) {
            object.add(field, value);
        }
    }

    private static String plain(String text) {
        return text == null ? "" : text.strip();
    }

    public List<Line> getWords() {
        return words;
    }

    public List<Line> getMemory() {
        return memory;
    }

    public List<Line> getItems() {
        return items;
    }

    /** The levels that count, and one more that may be named. */
    public List<Line> getPasswords() {
        return passwords;
    }

    public String getMake() {
        return make;
    }

    public void setMake(String make) {
        this.make = make;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getProtocol() {
        return protocol;
    }

    public void setProtocol(String protocol) {
        this.protocol = protocol;
    }

    public String getCommodity() {
        return commodity;
    }

    public void setCommodity(String commodity) {
        this.commodity = commodity;
    }

    public Integer getBaud() {
        return baud;
    }

    public void setBaud(Integer baud) {
        this.baud = baud;
    }

    public String getParity() {
        return parity;
    }

    public void setParity(String parity) {
        this.parity = parity;
    }

    public Integer getPreamble() {
        return preamble;
    }

    public void setPreamble(Integer preamble) {
        this.preamble = preamble;
    }

    public boolean isDiHighFirst() {
        return diHighFirst;
    }

    public void setDiHighFirst(boolean diHighFirst) {
        this.diHighFirst = diHighFirst;
    }

    public Integer getReplyMillis() {
        return replyMillis;
    }

    public void setReplyMillis(Integer replyMillis) {
        this.replyMillis = replyMillis;
    }

    public boolean isReadsBlocks() {
        return readsBlocks;
    }

    public void setReadsBlocks(boolean readsBlocks) {
        this.readsBlocks = readsBlocks;
    }

    public String getSupply() {
        return supply;
    }

    public void setSupply(String supply) {
        this.supply = supply;
    }

    public boolean isCiphertext() {
        return ciphertext;
    }

    public void setCiphertext(boolean ciphertext) {
        this.ciphertext = ciphertext;
    }

    public Integer getControlLevel() {
        return controlLevel;
    }

    public void setControlLevel(Integer controlLevel) {
        this.controlLevel = controlLevel;
    }

    public Integer getWriteLevel() {
        return writeLevel;
    }

    public void setWriteLevel(Integer writeLevel) {
        this.writeLevel = writeLevel;
    }

    public String getOperator() {
        return operator;
    }

    public void setOperator(String operator) {
        this.operator = operator;
    }

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = note;
    }
}
