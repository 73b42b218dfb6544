package com.wattwell.control;

import com.wattwell.linesearch.Found;
import com.wattwell.linesearch.LineSearch;
import com.wattwell.linesearch.LineSearch.Branch;
import com.wattwell.linesearch.LineSearch.Memory;
import com.wattwell.linesearch.Question;
import com.wattwell.linesearch.Way;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.List;

/** What a search of a line remembers, as its row keeps it. */
final class SearchMemory {

    private SearchMemory() {
    }

    static JsonObject json(Memory memory) {
        JsonArrayBuilder open = Json.createArrayBuilder();
        memory.open().forEach(branch -> open.add(Json.createObjectBuilder().add("path", branch.path()).add("next", branch.next())));
        JsonArrayBuilder found = Json.createArrayBuilder();
        memory.found().forEach(each -> found.add(json(each)));
        JsonObjectBuilder object = Json.createObjectBuilder().add("most", memory.most()).add("thorough", memory.thorough())
                .add("ways", Json.createArrayBuilder(memory.ways().stream().map(Way::name).toList())).add("begun", memory.begun()).add("open", open)
                .add("behind", texts(memory.behind())).add("asked", memory.asked())
                .add("loud", memory.loud()).add("found", found).add("unreadable", texts(memory.unreadable()));
        Question question = memory.question();
        if (question != null) {
            JsonObjectBuilder asked = Json.createObjectBuilder().add("way", question.way().name()).add("again", question.again());
            put(asked, "path", question.path());
            put(asked, "sample", question.sample());
            object.add("question", asked);
        }
        return object.build();
    }

    static Memory read(JsonObject object) {
        JsonObject question = object.getJsonObject("question");
        return new Memory(object.getInt("most"), object.getBoolean("thorough"), texts(object.getJsonArray("ways")).stream().map(Way::valueOf).toList(),
                object.getBoolean("begun"), object.getJsonArray("open").getValuesAs(JsonObject.class).stream()
                        .map(branch -> new Branch(branch.getString("path"), branch.getInt("next"))).toList(),
                texts(object.getJsonArray("behind")), object.getInt("asked"), question == null ? null
                        : new Question(Way.valueOf(question.getString("way")), question.getString("path", null), question.getString("sample", null), question.getBoolean("again", false)),
                object.getBoolean("loud", false),
                object.getJsonArray("found").getValuesAs(JsonObject.class).stream().map(SearchMemory::found).toList(),
                texts(object.getJsonArray("unreadable")));
    }

    private static JsonObjectBuilder json(Found found) {
        JsonObjectBuilder object = Json.createObjectBuilder().add("protocol", found.protocol()).add("address", found.address()).add("sampled", found.sampled());
        put(object, "other", found.other());
        put(object, "value", found.value());
        put(object, "unit", found.unit());
        return object;
    }

    private static Found found(JsonObject object) {
        return new Found(object.getString("protocol"), object.getString("address"), object.getString("other", null), object.getString("value", null),
                object.getString("unit", null), object.getBoolean("sampled"));
    }

    private static void put(JsonObjectBuilder object, String name, String value) {
        if (value != null) {
            object.add(name, value);
        }
    }

    private static JsonArrayBuilder texts(Collection<String> texts) {
        return Json.createArrayBuilder(texts);
    }

    private static List<String> texts(JsonArray array) {
        return array.getValuesAs(JsonString.class).stream().map(JsonString::getString).toList();
    }
}
