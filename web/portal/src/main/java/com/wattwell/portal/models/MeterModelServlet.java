package com.wattwell.portal.models;

import com.wattwell.metermodel.MeterModel;
import com.wattwell.metermodel.MeterModelQueries;
import com.wattwell.metermodel.MeterModelService;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Meter models as a file for another installation: one by its id, or without one all that the visitor's companies made. */
@WebServlet("/meter-models.json")
public class MeterModelServlet extends HttpServlet {

    private static final int MOST = 500;

    @Inject
    private transient MeterModelService service;
    @Inject
    private transient MeterModelQueries models;
    @Inject
    private transient Visitor visitor;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String one = request.getParameter("id");
            List<Integer> ids = one == null ? models.own(visitor.scope(), MOST).stream().map(MeterModel::id).toList() : List.of(Id.ofInt("meter model", one));
            String document = service.export(visitor.caller(), ids);
            response.setContentType("application/json;charset=UTF-8");
            response.setHeader("Content-Disposition", "attachment; filename=meter-model" + (one == null ? "s" : "-" + ids.getFirst()) + ".json");
            response.getWriter().write(document);
        } catch (RefusedException e) {
            response.sendError(e.kind() == RefusedException.Kind.FORBIDDEN ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
