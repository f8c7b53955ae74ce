"""The same model with narrower weights, as exporters leave it beside model.onnx: python3 narrow.py FOLDER/onnx

Writes model_fp16.onnx (all floats, the output too) and model_int8.onnx (the weights of MatMul; what is multiplied with
them is quantised at run time, by tensor). Debian's python3-onnx does.
"""
import os
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HALF_MAX, HALF_MIN = 65504.0, 1e-7  # what lies beyond would become infinite, what lies below zero: a mask, an epsilon


def half(tensor):
    if tensor.data_type != TensorProto.FLOAT:
        return
    values = numpy_helper.to_array(tensor)
    tiny = (values > 0) & (values < HALF_MIN)
    values = np.where(tiny, HALF_MIN, np.clip(values, -HALF_MAX, HALF_MAX)).astype(np.float16)
    tensor.CopyFrom(numpy_helper.from_array(values, tensor.name))


def to_half(model):
    """Every float32 of a model as float16."""
    graph = model.graph
    del graph.value_info[:]
    for tensor in graph.initializer:
        half(tensor)
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.HasField("t"):
                half(attribute.t)
            if node.op_type == "Cast" and attribute.name == "to" and attribute.i == TensorProto.FLOAT:
                attribute.i = TensorProto.FLOAT16
    for value in graph.output:
        value.type.tensor_type.elem_type = TensorProto.FLOAT16


def to_int8(model):
    """MatMul by a constant as MatMulInteger; weights in ±63, so that no processor's 16-bit sums of pairs saturate."""
    graph = model.graph
    del graph.value_info[:]
    weights = {tensor.name: tensor for tensor in graph.initializer}
    nodes = []
    for i, node in enumerate(graph.node):
        if node.op_type != "MatMul" or node.input[1] not in weights:
            nodes.append(node)
            continue
        name, weight = f"int8_{i}_", weights[node.input[1]]
        values = numpy_helper.to_array(weight)
        scale = np.float32(np.abs(values).max() / 63)
        graph.initializer.remove(weight)
        graph.initializer.extend((
            numpy_helper.from_array(np.rint(values / scale).astype(np.int8), name + "weight"),
            numpy_helper.from_array(np.array(scale), name + "weight_scale")))
        nodes += [
            helper.make_node(
                "DynamicQuantizeLinear", [node.input[0]], [name + part for part in ("input", "scale", "zero")]),
            helper.make_node(
                "MatMulInteger", [name + "input", name + "weight", name + "zero"], [name + "sums"]),
            helper.make_node("Cast", [name + "sums"], [name + "floats"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [name + "scale", name + "weight_scale"], [name + "both"]),
            helper.make_node("Mul", [name + "floats", name + "both"], [node.output[0]]),
        ]
    del graph.node[:]
    graph.node.extend(nodes)


def write(folder):
    for name, narrow in (("model_fp16.onnx", to_half), ("model_int8.onnx", to_int8)):
        model = onnx.load(os.path.join(folder, "model.onnx"))
        narrow(model)
        onnx.checker.check_model(model)
        onnx.save(model, os.path.join(folder, name))


if __name__ == "__main__":
    write(sys.argv[1])
