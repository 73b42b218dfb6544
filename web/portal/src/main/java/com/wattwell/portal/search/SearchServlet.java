package com.wattwell.portal.search;

import com.wattwell.portal.Visitor;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers the search field while a person types. */
@WebServlet("/search.json")
public class SearchServlet extends HttpServlet {

    private static final int OF_EACH_KIND = 6;

    @Inject
    private transient Search search;
    @Inject
    private transient Visitor visitor;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        JsonArrayBuilder hits = Json.createArrayBuilder();
        search.find(visitor.scope(), request.getParameter("q"), OF_EACH_KIND).forEach(hit -> hits.add(Json.createObjectBuilder()
                .add("kind", hit.kind()).add("name", hit.name()).add("detail", hit.detail()).add("href", request.getContextPath() + hit.href())));
        response.setContentType("application/json;charset=UTF-8");
        response.getWriter().write(hits.build().toString());
    }
}
